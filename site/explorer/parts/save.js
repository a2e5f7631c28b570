// Figures to take away: as SVG, as PNG and as CSV, each with its caption; and files that the page hands out.

import { svg } from "./chart.js";
import { h } from "./dom.js";

export function download(name, content, type = "application/octet-stream") {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Buttons for a figure. name: of the files. what() gives {caption, drawing: an SVG element, rows: lists of cells}.
export function saveButtons(name, what) {
  const button = (text, save) =>
    h(
      "button",
      { type: "button", "aria-label": `Save ${name} as ${text}`, onclick: () => save(what()) },
      text,
    );
  return h(
    "div",
    { class: "ex3-tools ex3-save" },
    h("span", {}, "save as"),
    button("SVG", (figure) => download(`${name}.svg`, svgText(figure), "image/svg+xml")),
    button("PNG", async (figure) => download(`${name}.png`, await pngOf(svgText(figure)), "image/png")),
    button("CSV", ({ rows }) => download(`${name}.csv`, csvText(rows), "text/csv")),
  );
}

// A drawing that stands alone: colours of the theme as numbers, a ground, the caption under it.
export function svgText({ caption, drawing }) {
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const style = getComputedStyle(document.querySelector(".ex3"));
  const lines = wrapped(caption, Math.floor(width / 6.2));
  const foot = 8 + 16 * lines.length;
  const copy = drawing.cloneNode(true);
  const whole = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height + foot}`,
      width,
      height: height + foot,
      "font-family": "sans-serif",
      "font-size": 12,
    },
    svg("rect", { width, height: height + foot, fill: "var(--ground)" }),
    svg("g", { "font-size": getComputedStyle(drawing).fontSize }, ...copy.childNodes),
    ...lines.map((line, i) => svg("text", { x: 4, y: height + 16 * (i + 1), fill: "var(--text)" }, line)),
  );
  return new XMLSerializer()
    .serializeToString(whole)
    .replace(/var\((--[\w-]+)\)/g, (_, variable) => style.getPropertyValue(variable).trim());
}

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (`${lines.at(-1)} ${word}`.length > width && lines.at(-1)) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

async function pngOf(text, scale = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = h("canvas", { width: image.width * scale, height: image.height * scale });
  const pen = canvas.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// RFC 4180, the point as decimal separator, numbers to the last bit.
export function csvText(rows) {
  const cell = (value) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

// A chart's figure for saveButtons; its rows are one for each point.
export function chartFigure(chart, caption, xName) {
  const [series] = chart.content ?? [[]];
  const rows = series.flatMap(({ name, label = "", points }) =>
    points.map(([x, y]) => [name ?? label, x, y]),
  );
  return { caption, drawing: chart.element, rows: [["curve", xName, "value"], ...rows] };
}

// Canvases beside each other as one drawing, each with a label under it: [{canvas, label}].
export function sheetOf(pictures, across, side = 120) {
  const down = Math.ceil(pictures.length / across);
  const parts = pictures.flatMap(({ canvas, label }, i) => {
    const [x, y] = [(i % across) * (side + 12) + 6, Math.floor(i / across) * (side + 26) + 6];
    const [width, height] =
      canvas.width >= canvas.height
        ? [side, (side * canvas.height) / canvas.width]
        : [(side * canvas.width) / canvas.height, side];
    return [
      svg("image", { x, y, width, height, href: enlarged(canvas), preserveAspectRatio: "none" }),
      svg("text", { x, y: y + side + 14, fill: "var(--text)" }, label),
    ];
  });
  return svg("svg", { viewBox: `0 0 ${across * (side + 12)} ${down * (side + 26)}` }, ...parts);
}

// Pixels made large, so that no program blurs them.
function enlarged(canvas, by = 8) {
  const large = h("canvas", { width: canvas.width * by, height: canvas.height * by });
  const pen = large.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(canvas, 0, 0, large.width, large.height);
  return large.toDataURL();
}
