// A chart as SVG: few ticks, no box, the name of each line at its end. What is drawn can be kept as it is (see save.js).

import { number } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

// update(series, axes) draws anew.
//   series: [{points: [[x, y], ...], colour: a CSS variable's name, width, pale, dots, dash, label}]
//   axes: {xMin, xMax, yMin, yMax, xLabel, logX, logY, percent, marks: [{x, label}]}; yMax is found if left out
export function renderChart(label = "") {
  const element = svg("svg", { class: "ex3-curve", role: "img", "aria-label": label });
  let last = null;

  function update(series, axes) {
    last = [series, axes];
    const { width, height } = element.getBoundingClientRect();
    if (!width) return;
    const em = parseFloat(getComputedStyle(element).fontSize);
    const scale = scales(series, axes, {
      left: 3.6 * em,
      right: width - 0.8 * em,
      top: em,
      bottom: height - 2.2 * em,
    });
    element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    element.replaceChildren(
      ...gridOf(scale, axes, em),
      ...series.flatMap((each) => lineOf(each, scale)),
      ...(axes.marks ?? []).flatMap((mark) => markOf(mark, scale, em)),
      ...labelsOf(series, scale, em),
    );
  }

  return {
    element,
    update,
    redraw: () => last && update(...last),
    get content() {
      return last;
    },
  };
}

function scales(series, axes, box) {
  const { xMin = 0, xMax, logX = false, logY = false } = axes;
  const found = series
    .flatMap(({ points }) => points.map(([, y]) => y))
    .filter((y) => Number.isFinite(y) && (!logY || y > 0));
  const yMax = axes.yMax ?? found.reduce((most, y) => Math.max(most, y), logY ? 1e-300 : 0);
  const yMin = axes.yMin ?? (logY ? found.reduce((least, y) => Math.min(least, y), yMax) : 0);
  // differences of logarithms: of a loss near 1e308 the quotient would be infinite
  const part = (v, low, high, log) =>
    log
      ? (Math.log(v) - Math.log(low)) / (Math.log(high) - Math.log(low) || 1)
      : (v - low) / (high - low || 1);
  const clipped = (v) => Math.min(Math.max(v, -0.02), 1.02);
  return {
    box,
    xMin,
    xMax,
    yMin,
    yMax,
    logX,
    logY,
    x: (v) => box.left + part(v, xMin, xMax, logX) * (box.right - box.left),
    y: (v) =>
      box.bottom - clipped(part(logY ? Math.max(v, 1e-300) : v, yMin, yMax, logY)) * (box.bottom - box.top),
  };
}

function gridOf(
  { box, x, y, xMin, xMax, yMin, yMax, logX, logY },
  { xLabel = "", percent = false, xTicks },
  em,
) {
  const name = (v) => (percent ? `${Math.round(100 * v)} %` : logY ? powerText(v) : tickText(v));
  const text = (v, attributes) => svg("text", { fill: "var(--text)", ...attributes }, v);
  const rows = (logY ? decades(yMin, yMax) : ticks(yMin, yMax)).flatMap((v) => [
    svg("line", { x1: box.left, x2: box.right, y1: y(v), y2: y(v), stroke: "var(--rule)" }),
    text(name(v), { x: box.left - 0.5 * em, y: y(v) + 0.35 * em, "text-anchor": "end" }),
  ]);
  const foot = box.bottom + 1.5 * em;
  const marks = xTicks ?? (logX ? decades(xMin, xMax) : [xMin, xMax]);
  const columns = marks.map((v, i) =>
    text(logX ? powerText(v) : tickText(v), {
      x: x(v),
      y: foot,
      "text-anchor": logX ? "middle" : i === 0 ? "start" : i === marks.length - 1 ? "end" : "middle",
    }),
  );
  const middle = (box.left + box.right) / 2;
  const title = xLabel && !logX ? [text(xLabel, { x: middle, y: foot, "text-anchor": "middle" })] : [];
  return [...rows, ...columns, ...title];
}

function lineOf({ points, colour, width = 2, pale = false, dots = false, dash }, { x, y }) {
  const finite = points.filter(([, v]) => Number.isFinite(v));
  if (!finite.length) return [];
  const ink = `var(--${colour})`;
  const path = finite
    .map(([px, py], i) => `${i ? "L" : "M"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`)
    .join("");
  const line = svg("path", {
    d: path,
    fill: "none",
    stroke: ink,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash,
    "stroke-opacity": pale ? 0.3 : null,
  });
  const circles = dots
    ? finite.map(([px, py]) => svg("circle", { cx: x(px), cy: y(py), r: 2.6, fill: ink }))
    : [];
  return [line, ...circles];
}

function markOf({ x: at, label, colour = "reference" }, { x, box }, em) {
  return [
    svg("line", {
      x1: x(at),
      x2: x(at),
      y1: box.top,
      y2: box.bottom,
      stroke: `var(--${colour})`,
      "stroke-dasharray": "3 3",
    }),
    svg("text", { x: x(at) + 0.3 * em, y: box.top + 0.6 * em, fill: "var(--muted)" }, label),
  ];
}

// Names at the ends of the lines, moved apart where they would meet.
function labelsOf(series, { x, y, box }, em) {
  const taken = [];
  return series.flatMap(({ points, colour, label }) => {
    const end = points.findLast(([, v]) => Number.isFinite(v));
    if (!end || !label) return [];
    const beside = x(end[0]) + (0.55 * label.length + 1) * em < box.right;
    let at = beside ? y(end[1]) + 0.35 * em : y(end[1]) - 0.6 * em;
    if (at < 1.1 * em) at = y(end[1]) + 1.5 * em;
    while (taken.some((other) => Math.abs(other - at) < 1.15 * em) && at < box.bottom) at += 1.2 * em;
    taken.push(at);
    return [
      svg(
        "text",
        {
          x: beside ? x(end[0]) + 0.6 * em : box.right,
          y: at,
          "text-anchor": beside ? "start" : "end",
          fill: `var(--${colour})`,
          stroke: "var(--ground)",
          "stroke-width": 4,
          "paint-order": "stroke",
          "font-weight": 600,
        },
        label,
      ),
    ];
  });
}

const powerText = (v) => number(v, 1).replace(/^1·/, "");
const tickText = (v) => (Math.abs(v) >= 1e5 ? number(v, 1) : String(v)).replace("-", "−");

// Two to four round numbers from low to high.
function ticks(low, high) {
  const rough = (high - low) / 3;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= rough * 0.75);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

// Powers of ten from low to high, no more than about six.
function decades(low, high) {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const stride = Math.max(1, Math.ceil((to - from) / 6));
  const all = Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => from + i).filter(
    (e) => e % stride === 0,
  );
  return all.map((e) => Number(`1e${e}`));
}
