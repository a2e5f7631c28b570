// Curves on a canvas: few ticks, no box, the name of each line at its end.

import { css, palette } from "./draw.js";

// series: [{points: [[x, y], ...], colour: name in the palette, width, pale, dots, label, above: let the label stand
// above this y}]; percent: y is a share.
export function drawCurves(canvas, series, { xMax, yMax, xLabel, percent = false }) {
  const ratio = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const colours = palette();
  const style = getComputedStyle(canvas);
  const size = parseFloat(style.fontSize);
  pen.font = `${size}px ${style.fontFamily}`;

  const yTicks = ticks(yMax);
  const name = (v) => (percent ? `${Math.round(100 * v)} %` : String(v));
  const box = {
    left: 3.6 * size, // the same for all, so that curves below each other line up
    right: width - 10,
    top: size,
    bottom: height - 2.6 * size,
  };
  const X = (x) => box.left + (x / xMax) * (box.right - box.left);
  const Y = (y) => box.bottom - (Math.min(y, yMax) / yMax) * (box.bottom - box.top);

  pen.fillStyle = css(colours.text);
  pen.strokeStyle = css(colours.rule);
  pen.lineWidth = 1;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  for (const tick of yTicks) {
    line(pen, [
      [box.left, Y(tick)],
      [box.right, Y(tick)],
    ]);
    pen.fillText(name(tick), box.left - 7, Y(tick));
  }
  pen.textBaseline = "top";
  for (const x of [0, xMax / 2, xMax]) {
    pen.textAlign = x === 0 ? "left" : x === xMax ? "right" : "center";
    pen.fillText(x === xMax / 2 ? xLabel : String(x), X(x), box.bottom + 0.7 * size);
  }

  for (const { points, colour, width: thick = 2, pale = false, dots = false, dash = [] } of series) {
    if (!points.length) continue;
    const ink = pale ? css(colours[colour], 0.25) : css(colours[colour]);
    Object.assign(pen, { strokeStyle: ink, fillStyle: ink, lineWidth: thick, lineJoin: "round" });
    pen.setLineDash(dash);
    line(
      pen,
      points.map(([x, y]) => [X(x), Y(y)]),
    );
    pen.setLineDash([]);
    if (!dots) continue;
    for (const [x, y] of points) {
      pen.beginPath();
      pen.arc(X(x), Y(y), 2.6, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  pen.textBaseline = "bottom";
  pen.lineWidth = 4;
  pen.strokeStyle = css(colours.ground);
  for (const { points, colour, label, above = 0 } of series) {
    if (!points.length || !label) continue;
    const [x, y] = points.at(-1);
    pen.fillStyle = css(colours[colour]);
    pen.textAlign = "left";
    const room = pen.measureText(label).width;
    const beside = X(x) + 8 + room < box.right;
    const left = beside ? X(x) + 8 : box.right - room;
    let top = beside ? Y(y) + size / 2 : Y(Math.max(y, above)) - 6;
    if (top < 1.2 * size) top = Y(y) + 10 + size; // no room above the line
    pen.strokeText(label, left, top);
    pen.fillText(label, left, top);
  }
}

function line(pen, points) {
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}

// Zero, and two or three round numbers up to the maximum.
function ticks(max) {
  const rough = max / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= rough * 0.75);
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(6)),
  );
}

// No more points than pixels: for each of `count` stretches its smallest and its largest value.
export function thinned(values, count = 500) {
  if (values.length <= 2 * count) return values.map((v, t) => [t, v]);
  const points = [];
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * values.length) / count);
    const part = values.slice(from, Math.floor(((i + 1) * values.length) / count));
    points.push([from, Math.min(...part)], [from, Math.max(...part)]);
  }
  return points;
}

// The mean of the values so far over a window, at the window's middle.
export function running(values, window = 100, count = 250) {
  if (values.length < window) return [];
  const sums = new Float64Array(values.length + 1);
  values.forEach((v, t) => (sums[t + 1] = sums[t] + v));
  const stride = Math.max(1, Math.floor((values.length - window) / count));
  const points = [];
  for (let t = 0; t + window <= values.length; t += stride) {
    points.push([t + window / 2, (sums[t + window] - sums[t]) / window]);
  }
  return points;
}
