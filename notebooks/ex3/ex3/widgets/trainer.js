const $explorer_parts_dom = (() => {
// Making elements: h("button", {class: "quiet", onclick: f}, "Clear").

function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-") && typeof value !== "string") element[name] = value;
    else element.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let fields = 0;

// A field with its name above it.
function field(label, input) {
  input.id = `ex3-field-${++fields}`;
  return h("div", { class: "ex3-field" }, h("label", { for: input.id }, label), input);
}

// A choice among [value, text] pairs.
function choice(options, properties = {}) {
  return h(
    "select",
    properties,
    ...options.map(([value, text]) => h("option", { value: String(value) }, text)),
  );
}

// Call f at most once a frame, with the arguments of the last call.
function onceAFrame(f) {
  let waiting = null;
  return (...args) => {
    if (waiting === null)
      requestAnimationFrame(() => {
        const last = waiting;
        waiting = null;
        f(...last);
      });
    waiting = args;
  };
}

// A number as people read it, with so many significant digits: −0.01230, 3.1·10⁻¹¹, with a true minus sign.
function number(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e5) return String(value).replace("-", "−");
  const size = Math.abs(value);
  const plain = size >= 1e-3 && size < 1e5;
  const text = plain ? fixed(value, digits) : value.toExponential(digits - 1);
  const [mantissa, exponent] = text.split("e");
  const signed = mantissa.replace("-", "−");
  return exponent === undefined ? signed : `${signed}·10${superscript(Number(exponent))}`;
}

// Without an exponent, however large.
function fixed(value, digits) {
  const before = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits))))) + 1;
  return value.toFixed(Math.min(Math.max(digits - before, 0), 20));
}

function superscript(n) {
  return String(n).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
}

// Label 10 is the digit zero.
const digitOf = (label) => label % 10;

// Does the element that has the focus need this key itself?
function isTyping(event) {
  const { target } = event;
  const own =
    ["INPUT", "SELECT", "TEXTAREA", "SUMMARY"].includes(target.tagName) ||
    target.closest?.("[role=application]");
  return Boolean(
    own || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented,
  );
}

// “a 3”, “an 8”.
const withArticle = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

// Put a formula into an element. One that is too wide is made smaller, down to two thirds; then it can be scrolled,
// by keyboard too.
function setFormula(element, ...nodes) {
  element.replaceChildren(...nodes);
  fit(element);
  watched ??= new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  watched.observe(element);
}
let watched = null;

function fit(element) {
  const inner = element.lastElementChild;
  if (!inner || !element.clientWidth) return;
  for (let size = 100; size >= 65; size -= 5) {
    inner.style.fontSize = `${size}%`;
    if (element.scrollWidth <= element.clientWidth) break;
  }
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
return { h, field, choice, onceAFrame, number, superscript, digitOf, isTyping, withArticle, setFormula };
})();
const $explorer_model_options = (() => {
// What a training run can be told: one table of names, limits and starting values, and the settings of the sheet.

const OPTIONS = {
  algorithm: {
    name: "algorithm",
    start: "sgd",
    choices: { gd: "gradient descent, all samples", sgd: "SGD, mini-batches" },
  },
  alpha: { name: "learning rate α", start: 0.1, low: 0, high: 100 },
  beta: { name: "momentum β", start: 0.9, low: 0, high: 0.9999 },
  lambda: { name: "regulariser λ", start: 0.0002, low: 0, high: 100 },
  T: { name: "iterations T", start: 10000, low: 1, high: 1000000, whole: true },
  B: { name: "batch size B", start: 10, low: 1, high: 5000, whole: true },
  digits: { name: "digits to train on", start: 5000, low: 10, high: 5000, whole: true },
  unseen: {
    name: "2000 unseen digits",
    start: "out",
    choices: { out: "not used", test: "held out, as a test", add: "trained on as well" },
  },
  seed: { name: "seed of the start", start: 4, low: 0, high: 4294967295, whole: true },
  batches: { name: "seed of the batches", start: 1, low: 0, high: 4294967295, whole: true },
};
const OPTION_NAMES = Object.keys(OPTIONS);
const START = Object.fromEntries(OPTION_NAMES.map((name) => [name, OPTIONS[name].start]));
const { B, batches, ...ofAnyAlgorithm } = START;
const PRESETS = {
  "Part H": { ...ofAnyAlgorithm, algorithm: "gd", T: 100 },
  "Part I": { ...START },
};

// Where a number may lie, in words.
function rangeOf({ name, low, high, whole = false }) {
  return `${name}: a ${whole ? "whole " : ""}number from ${low} to ${high}`;
}

// The number that a text stands for within limits, or undefined. A decimal comma is as good as a point.
function readNumber(text, { low, high, whole = false }) {
  const tidy = text
    .trim()
    .replace(/^([+-]?\d*),(\d+)$/, "$1.$2")
    .replace("−", "-");
  const value = Number(tidy);
  const valid = tidy !== "" && value >= low && value <= high && (!whole || Number.isInteger(value));
  return valid ? value : undefined;
}

// The next larger (or smaller) number of the series 1, 2, 5, 10, ...; whole numbers go by one.
function neighbour(value, up, { low, high, whole = false }) {
  let next;
  if (whole) next = value + (up ? 1 : -1);
  else if (value <= 0) next = up ? Math.min(1e-4, high) : low;
  else {
    const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
    const series = [0.5, 1, 2, 5, 10].map((f) => Number((f * power).toPrecision(6)));
    const other = up
      ? series.find((s) => s > value * (1 + 1e-9))
      : series.findLast((s) => s < value * (1 - 1e-9));
    next = other ?? (up ? 10 : 0.2) * power;
  }
  return Math.min(Math.max(Number(next.toPrecision(10)), low), high);
}
return { OPTIONS, OPTION_NAMES, PRESETS, rangeOf, readNumber, neighbour };
})();
const $explorer_parts_chart = (() => {
// A chart as SVG: few ticks, no box, the name of each line at its end. What is drawn can be kept as it is (see save.js).

const { number } = $explorer_parts_dom;

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes = {}, ...children) {
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
function renderChart(label = "") {
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
return { svg, renderChart };
})();
const $explorer_parts_draw = (() => {
// Pictures on canvases: images of digits, weights and gradients, in the colours of the notebooks.

let colours = null;

// The colours of the page's theme, as [r, g, b]; they are defined in parts.css.
function palette() {
  if (colours) return colours;
  const style = getComputedStyle(document.querySelector(".ex3") ?? document.body);
  const read = (name) => {
    const hex = style.getPropertyValue(`--${name}`).trim() || "#808080";
    return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  };
  const names = [
    "paper",
    "ink",
    "rule",
    "model",
    "gradient",
    "reference",
    "gd",
    "sgd",
    "wrong",
    "text",
    "ground",
  ];
  colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  colours.signed = [1, 2, 3, 4, 5].map((i) => read(`signed-${i}`));
  return colours;
}

// After the theme has changed.
function forgetPalette() {
  colours = null;
}

const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;

// Colour maps from a number to [r, g, b]: `ink` and `lit` for 0..1, `signed` for -1..1.
const MAPS = {
  ink: (v, { paper, ink }) => between(paper, ink, v),
  lit: (v, { paper, model }) => between(paper, model, v),
  signed: (v, { signed }) => {
    const place = (Math.min(Math.max(v, -1), 1) + 1) * 2;
    const i = Math.min(Math.floor(place), 3);
    return between(signed[i], signed[i + 1], place - i);
  },
};

// One colour of a map as CSS.
const colourOf = (map, value) =>
  css(MAPS[map](Number.isFinite(value) ? value : 0, palette()).map(Math.round));

function between(from, to, share) {
  const s = Math.min(Math.max(share, 0), 1);
  return [0, 1, 2].map((c) => from[c] + s * (to[c] - from[c]));
}

// Paint a matrix, one pixel an entry; CSS makes it large. `byColumn`: the values run down the columns, as in X.
function paint(
  canvas,
  values,
  { rows = 20, columns = 20, byColumn = false, map = "ink", limit = 1, at = 0 } = {},
) {
  const image = new ImageData(columns, rows);
  fill(image, values, { rows, columns, byColumn, map, limit, at });
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Paint several images of 20x20 as tiles, one pixel apart: the rows of a matrix with 400 columns.
function paintTiles(canvas, W, { across = 5, map = "signed", limit = 1 } = {}) {
  const n = W.length / 400;
  const down = Math.ceil(n / across);
  const image = new ImageData(across * 21 - 1, down * 21 - 1);
  for (let j = 0; j < n; j++) {
    fill(image, W, {
      rows: 20,
      columns: 20,
      byColumn: true,
      map,
      limit,
      at: j * 400,
      left: (j % across) * 21,
      top: Math.floor(j / across) * 21,
    });
  }
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function fill(image, values, { rows, columns, byColumn, map, limit, at, left = 0, top = 0 }) {
  const theme = palette();
  const colour = MAPS[map];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = values[at + (byColumn ? c * rows + r : r * columns + c)] / limit;
      const [red, green, blue] = colour(Number.isFinite(value) ? value : 0, theme);
      const pixel = 4 * ((top + r) * image.width + left + c);
      image.data[pixel] = red;
      image.data[pixel + 1] = green;
      image.data[pixel + 2] = blue;
      image.data[pixel + 3] = 255;
    }
  }
}

// The size that all but a few values stay below: a few large weights would make all others pale.
function limitOf(values, share = 0.995) {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.floor(share * (sizes.length - 1))] || 1;
}

const largest = (values) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
return { palette, forgetPalette, css, colourOf, paint, paintTiles, limitOf, largest };
})();
const $explorer_parts_series = (() => {
// What a curve is made of: fewer points than values, a running mean, and whether a run diverges.

// No more points than pixels: for each of `count` stretches its smallest and its largest value.
function thinned(values, count = 400) {
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
function runningMean(values, window = 100, count = 250) {
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

// A sentence if the loss grows instead of falling: beyond all bounds, or to three times what it was at the start.
function divergence(losses) {
  const bad = losses.findIndex((J) => !Number.isFinite(J));
  if (bad >= 0)
    return `It diverges: from iteration ${bad} on the loss is not a finite number any more. Try a smaller α.`;
  if (losses.length < 5) return "";
  const late = losses.slice(-Math.min(100, Math.ceil(losses.length / 4)));
  const mean = late.reduce((sum, J) => sum + J, 0) / late.length;
  if (!(mean > 3 * losses[0])) return "";
  return `It diverges: the loss grows, from ${losses[0].toPrecision(3)} at the start to ${mean.toPrecision(3)}. Try a smaller α.`;
}
return { thinned, runningMean, divergence };
})();
const $explorer_parts_number_field = (() => {
// A field for a number: it takes a decimal comma, says in words what it cannot take, and loses nothing that was typed.

const { neighbour, rangeOf, readNumber } = $explorer_model_options;
const { h } = $explorer_parts_dom;

let count = 0;

// option: {name, low, high, whole}. onChange(value) is called with numbers within the limits only.
function renderNumberField(option, onChange, label = option.name) {
  const id = `ex3-number-${++count}`;
  const problem = h("p", { class: "ex3-problem", id: `${id}-problem`, role: "alert" });
  const input = h("input", {
    id,
    type: "text",
    inputmode: option.whole ? "numeric" : "decimal",
    autocomplete: "off",
    "aria-describedby": problem.id,
  });
  const title = h("label", { for: id }, label);
  const element = h("div", { class: "ex3-field" }, title, input, problem);
  let value = option.start;

  function take(next) {
    input.removeAttribute("aria-invalid");
    problem.textContent = "";
    if (next !== value) onChange((value = next));
  }
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    const read = readNumber(input.value, option);
    if (read !== undefined) return take(read);
    input.setAttribute("aria-invalid", "true");
    problem.textContent = `${input.value.slice(0, 20) || "Nothing"} cannot be. ${rangeOf(option)}. It stays at ${value}.`;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = neighbour(value, event.key === "ArrowUp", option);
    input.value = String(next);
    take(next);
  });

  return {
    element,
    set(next, enabled = true) {
      if (next !== value || input.value === "") {
        input.value = String(next);
        input.removeAttribute("aria-invalid");
        problem.textContent = "";
      }
      value = next;
      input.disabled = !enabled;
    },
  };
}
return { renderNumberField };
})();
const $explorer_parts_trainer_form = (() => {
// The settings of a training run: fields for all options, and the settings of Parts H and I as buttons.

const { OPTIONS, OPTION_NAMES, PRESETS } = $explorer_model_options;
const { choice, field, h } = $explorer_parts_dom;
const { renderNumberField } = $explorer_parts_number_field;

// onChange(options) after each change; names: the options that have a field.
function renderForm(options, onChange, { names = OPTION_NAMES, withPresets = true } = {}) {
  const change = (changes) => {
    options = { ...options, ...changes };
    show();
    onChange(options);
  };
  const choices = names
    .filter((name) => OPTIONS[name].choices)
    .map((name) => {
      const select = choice(Object.entries(OPTIONS[name].choices), {
        onchange: (event) => {
          event.stopPropagation();
          change({ [name]: select.value });
        },
      });
      return [name, { element: field(OPTIONS[name].name, select), set: (value) => (select.value = value) }];
    });
  const numbers = names
    .filter((name) => !OPTIONS[name].choices)
    .map((name) => [name, renderNumberField(OPTIONS[name], (value) => change({ [name]: value }))]);
  const fields = Object.fromEntries([...choices, ...numbers]);
  const presets = Object.entries(PRESETS).map(([name, preset]) =>
    h(
      "button",
      { type: "button", onclick: () => change(preset) },
      `${name}: ${preset.algorithm.toUpperCase()}`,
    ),
  );
  const element = h(
    "form",
    { class: "ex3-form", onsubmit: (event) => event.preventDefault() },
    withPresets ? h("div", { class: "ex3-tools" }, ...presets) : null,
    ...names.map((name) => fields[name].element),
  );

  function show() {
    const used = (name) => options.algorithm === "sgd" || !["B", "batches"].includes(name);
    for (const name of names) fields[name].set(options[name], used(name));
    Object.values(PRESETS).forEach((preset, i) => {
      const same = Object.entries(preset).every(([name, value]) => options[name] === value);
      presets[i].setAttribute("aria-pressed", String(same));
    });
  }
  show();

  return {
    element,
    set(next) {
      options = { ...options, ...next };
      show();
    },
  };
}
return { renderForm };
})();
const $explorer_parts_trainer = (() => {
// The trainer's view: controls, curves of loss and accuracy, hidden units. It does not train: whoever renders it
// answers its commands, the explorer with Workers, a notebook widget with the student's own Python.
//
//   const trainer = renderTrainer(el, {
//     options: {algorithm: "gd" | "sgd", alpha, beta, lambda, T, B, seed, batches},   some may be left out
//     controls: true,              false leaves out the form and the buttons (then only update() matters)
//     onCommand(name, options),    name is "play", "pause", "step", "reset" or "options" (a field was changed)
//   });
//   trainer.setOptions(options)
//   trainer.setWaiting(true)       the form holds other settings than the run on show
//   trainer.update({
//     t, T,                        iterations done, and in all
//     losses,                      losses of the iterations since the last update (array of numbers); or
//     reset: true,                 forget everything shown so far first
//     evaluations: [{t, J, accuracy, unseen}],   of all samples trained on, shares in 0..1; those since the last
//                                  update; unseen, the share of digits that nobody trained on, may be left out
//     W1,                          25 x 400 weights, row after row (Float64Array or array), may be left out
//     running,                     true or false
//   }, rival)                      true for the second run of a race
//   trainer.setRival({name, options, work, rivalWork} or null)   see race.js
//   trainer.redraw()               after the theme or the size changed
//   trainer.destroy()
//
// Looks: parts.css.

const { PRESETS } = $explorer_model_options;
const { renderChart } = $explorer_parts_chart;
const { h, number, onceAFrame } = $explorer_parts_dom;
const { limitOf, paintTiles } = $explorer_parts_draw;
const { divergence, runningMean, thinned } = $explorer_parts_series;
const { renderForm } = $explorer_parts_trainer_form;

const percent = (share) => `${(100 * share).toFixed(2)} %`;
const lossText = (J) => (Number.isFinite(J) ? number(J) : "not finite any more");
const fresh = (T, { algorithm }) => ({
  t: 0,
  T,
  losses: [],
  evaluations: [],
  W1: null,
  running: false,
  sgd: algorithm === "sgd",
});
const FAR = 50; // losses beyond this need a logarithmic axis

function renderTrainer(el, { options = {}, controls = true, onCommand = () => {} } = {}) {
  options = { ...PRESETS["Part I"], ...options };
  const runs = [fresh(options.T, options)];
  let rival = null;
  let before = null; // the run before the one on show
  let waiting = false;

  const form = renderForm(options, (next) => {
    options = next;
    onCommand("options", options);
    drawSoon();
  });
  const button = (name, text) =>
    h("button", { type: "button", onclick: () => onCommand(name, options) }, text);
  const play = h("button", { type: "button", class: "ex3-main" });
  play.addEventListener("click", () => onCommand(runs[0].running ? "pause" : "play", options));
  const [step, reset] = [button("step", "Step"), button("reset", "Reset")];
  const note = h("p", { class: "ex3-waiting", role: "status" });
  const status = [h("p", { class: "ex3-status" }), h("p", { class: "ex3-status", hidden: true })];
  const warning = h("p", { class: "ex3-warning", role: "status" });
  const announcement = h("p", { class: "ex3-unseen", role: "status" });
  const bar = h("progress", { "aria-label": "Iterations done", max: "1", value: "0" });
  const loss = renderChart("Loss: no iteration yet.");
  const accuracy = renderChart("Accuracy: not measured yet.");
  const units = h("canvas", { class: "ex3-tiles", role: "img" });
  const legend = h("small", { hidden: true }, "grey: the run before");
  const head = h("tr", {});
  const rows = h("tbody");
  const trainer = h(
    "div",
    { class: "ex3-trainer" },
    controls
      ? h(
          "div",
          { class: "ex3-controls" },
          form.element,
          h("div", { class: "ex3-tools" }, play, step, reset),
          note,
        )
      : null,
    h("div", { class: "ex3-progress" }, bar, ...status, warning, announcement),
    h("figure", { class: "ex3-loss" }, h("figcaption", {}, "Loss ", legend), loss.element),
    h(
      "figure",
      { class: "ex3-units" },
      h("figcaption", {}, "The 25 hidden units: weights W", h("sup", {}, "(1)")),
      units,
    ),
    h("figure", { class: "ex3-accuracy" }, h("figcaption", {}, "Accuracy"), accuracy.element),
    h(
      "details",
      { class: "ex3-table" },
      h("summary", {}, "The curves as numbers"),
      h("table", {}, h("thead", {}, head), rows),
    ),
  );
  const root = h("div", { class: "ex3 ex3-trainer-box" }, trainer);
  el.append(root);

  function showButtons({ running, t, T }) {
    play.textContent = running ? "Pause" : waiting ? "Train anew" : t > 0 && t < T ? "Go on" : "Train";
    step.disabled = running || t >= T || waiting;
    play.disabled = !running && t >= T && !waiting;
    note.textContent = waiting ? "These settings are for the next run; the run on show keeps its own." : "";
  }

  function statusOf({ t, T, losses, evaluations }, name) {
    const last = evaluations.at(-1);
    const parts = [`${name}iteration ${t} of ${T}`];
    if (last) {
      const measured = `loss ${lossText(last.J)}, accuracy ${percent(last.accuracy)}${last.unseen === undefined ? "" : `, of unseen digits ${percent(last.unseen)}`}`;
      parts.push(last.t === t ? measured : `at iteration ${last.t}: ${measured}`);
    } else if (losses.length) parts.push(`loss ${lossText(losses.at(-1))}`);
    return parts.join(" · ");
  }

  // The curves of a run; x counts iterations, or in a race work.
  function curvesOf(run, colour, work, name) {
    const { sgd } = run;
    const at = ([t, y]) => [t * work, y];
    const points = thinned(run.losses).map(at);
    const mean = sgd
      ? runningMean(run.losses)
          .map(at)
          .filter(([, y]) => Number.isFinite(y))
      : [];
    const end = (value) => `${name}${sgd ? "mean of 100: " : ""}${number(value, 3)}`;
    const last = run.evaluations.at(-1);
    const measured = (key) =>
      run.evaluations.filter((e) => e[key] !== undefined).map((e) => at([e.t, e[key]]));
    return {
      loss: sgd
        ? [
            { points, colour, width: 1, pale: true },
            { points: mean, colour, width: 2.5, label: mean.length ? end(mean.at(-1)[1]) : "" },
          ]
        : [{ points, colour, width: 2.5, label: run.losses.length ? end(run.losses.at(-1)) : "" }],
      accuracy: [
        {
          points: measured("accuracy"),
          colour,
          dots: run.evaluations.length < 60,
          label: last ? `${name}${percent(last.accuracy)}` : "",
        },
        {
          points: measured("unseen"),
          colour: "wrong",
          dash: "6 4",
          label: last?.unseen === undefined ? "" : `unseen ${percent(last.unseen)}`,
        },
      ],
    };
  }

  // The run before: one grey line in each chart, as far as the axis goes.
  function paleOf({ loss: losses, accuracy: shares }, T) {
    const line = ({ points, colour }) => ({ points: points.filter(([t]) => t <= T), colour, width: 1.5 });
    return {
      loss: [line(losses.findLast(({ points }) => points.length) ?? losses[0])],
      accuracy: [line(shares[0])],
    };
  }

  function draw() {
    if (!root.offsetParent) return; // not on show
    const [run] = runs;
    showButtons(run);
    bar.max = run.T;
    bar.value = run.t;
    status.forEach((line, i) => {
      line.hidden = i >= runs.length;
      if (runs[i]) line.textContent = statusOf(runs[i], rival ? `${"AB"[i]}: ` : "");
    });
    warning.textContent = runs
      .map(({ losses }, i) => (rival && divergence(losses) ? `${"AB"[i]}: ` : "") + divergence(losses))
      .join(" ")
      .trim();
    if (!run.running && run.t > 0) announcement.textContent = status[0].textContent;

    const curves = [curvesOf(run, run.sgd ? "sgd" : "gd", rival?.work ?? 1, rival ? "A " : "")];
    if (rival) curves.push(curvesOf(runs[1], "data", rival.rivalWork, "B "));
    legend.hidden = !before || Boolean(rival);
    if (!legend.hidden) curves.unshift(paleOf(curvesOf(before, "reference", 1, ""), run.T));
    const xMax = rival ? Math.max(run.T * rival.work, runs[1].T * rival.rivalWork) : run.T;
    const xLabel = rival ? "samples seen, in rounds through the data" : "iteration";
    const ofLoss = curves.flatMap((each) => each.loss);
    const high = ofLoss
      .flatMap(({ points, pale }) => (pale ? [] : points))
      .reduce((most, [, y]) => (Number.isFinite(y) ? Math.max(most, y) : most), 0);
    const logY = high > FAR;
    loss.update(ofLoss, {
      xMax,
      xLabel,
      logY,
      yMin: logY ? 0.1 : 0,
      yMax: logY ? undefined : Math.max(7.5, high),
    });
    accuracy.update(
      curves.flatMap((each) => each.accuracy),
      { xMax, xLabel, yMax: 1, percent: true },
    );
    if (run.W1) paintTiles(units, run.W1, { limit: limitOf(run.W1) });
    describe(run, logY);
  }
  const soon = onceAFrame(draw);
  // who asked for less motion sees a running training once a second
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let drawn = 0;
  function drawSoon() {
    if (calm.matches && runs[0].running && performance.now() - drawn < 1000) return;
    drawn = performance.now();
    soon();
  }

  function describe({ t, losses, evaluations, W1 }, logY) {
    const [first, last] = [evaluations[0], evaluations.at(-1)];
    loss.element.setAttribute(
      "aria-label",
      losses.length
        ? `Loss over ${t} iterations${logY ? ", on a logarithmic scale" : ""}: from ${number(losses[0])} to ${number(losses.at(-1))}. ${divergence(losses)}`
        : "Loss: no iteration yet.",
    );
    accuracy.element.setAttribute(
      "aria-label",
      last
        ? `Accuracy over ${t} iterations: from ${percent(first.accuracy)} to ${percent(last.accuracy)}.`
        : "Accuracy: not measured yet.",
    );
    units.setAttribute(
      "aria-label",
      W1
        ? `The weights into each of ${W1.length / 400} hidden units as an image, after ${t} iterations; the largest weight is ${number(limitOf(W1, 1), 3)}.`
        : "No weights yet.",
    );
    const withUnseen = first?.unseen !== undefined;
    head.replaceChildren(
      ...["iteration", "loss, all samples", "accuracy", ...(withUnseen ? ["unseen"] : [])].map((name) =>
        h("th", { scope: "col" }, name),
      ),
    );
    const cells = (e) => [
      e.t,
      number(e.J, 6),
      percent(e.accuracy),
      ...(withUnseen ? [percent(e.unseen)] : []),
    ];
    const missing = evaluations.slice(rows.children.length);
    rows.append(...missing.map((e) => h("tr", {}, ...cells(e).map((cell) => h("td", {}, String(cell))))));
  }

  const observer = new ResizeObserver(drawSoon);
  observer.observe(loss.element);
  draw();

  return {
    figures: { loss, accuracy, units },
    setOptions(next) {
      options = { ...options, ...next };
      form.set(options);
      drawSoon();
    },
    setWaiting(value) {
      waiting = value;
      drawSoon();
    },
    setRival(next) {
      if (!next) runs.length = 1;
      else if (!rival || next.restart) runs[1] = fresh(next.options.T, next.options);
      rival = next;
      drawSoon();
    },
    update({ reset: anew = false, losses = [], evaluations = [], ...rest }, ofRival = false) {
      const run = runs[ofRival ? 1 : 0];
      if (!run) return;
      if (anew) {
        if (!ofRival && run.t > 0) before = { ...run };
        Object.assign(run, fresh(run.T, ofRival ? rival.options : options), { W1: run.W1 });
        if (!ofRival) rows.replaceChildren();
        announcement.textContent = "";
      }
      for (const value of losses) run.losses.push(value);
      run.evaluations.push(...evaluations);
      for (const [name, value] of Object.entries(rest)) if (value !== undefined) run[name] = value;
      drawSoon();
    },
    redraw: drawSoon,
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}
return { renderTrainer };
})();
const $widgets_keys = (() => {
// JupyterLab has a command for most keys: an x typed while the pad has the focus would cut the cell.

function keepKeys(el) {
  el.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}
return { keepKeys };
})();
const $widgets_theme = (() => {
// The colours of the explorer's parts inside JupyterLab, whose theme can change at any time.

const { forgetPalette } = $explorer_parts_draw;

// Call redraw once el is in the page, where its colours are known, and after each change of theme.
function followTheme(el, redraw) {
  let stopped = false;
  const again = () => {
    forgetPalette();
    redraw();
  };
  const wait = () => {
    if (el.isConnected) again();
    else if (!stopped) requestAnimationFrame(wait);
  };
  const observer = new MutationObserver(again);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  wait();
  return () => {
    stopped = true;
    observer.disconnect();
  };
}
return { followTheme };
})();
const $widgets_trainer = (() => {
// The trainer's view in a notebook: the training itself is the student's Python, a few steps at a time.
// Between them the kernel is free, so that Pause is heard.

const { h } = $explorer_parts_dom;
const { renderTrainer } = $explorer_parts_trainer;
const { keepKeys } = $widgets_keys;
const { followTheme } = $widgets_theme;

function render({ model, el }) {
  let { t, T } = model.get("options");
  let running = false;
  const play = h("button", {
    type: "button",
    class: "ex3-main",
    onclick: () => (running ? pause() : go("play")),
  });
  const step = h("button", { type: "button", onclick: () => go("step") }, "Step");
  const reset = h(
    "button",
    { type: "button", onclick: () => (pause(), model.send({ command: "reset" })) },
    "Reset",
  );
  const sentence = h("p", { role: "status" });
  const place = h("div");
  keepKeys(el);
  el.append(
    h(
      "div",
      { class: "ex3 ex3-training" },
      h("div", { class: "ex3-tools" }, play, step, reset),
      sentence,
      place,
    ),
  );
  const trainer = renderTrainer(place, { options: model.get("options"), controls: false });

  function buttons() {
    play.textContent = running ? "Pause" : t > 0 && t < T ? "Go on" : "Train";
    play.disabled = t >= T;
    step.disabled = running || t >= T;
  }
  function go(command) {
    running = command === "play";
    model.send({ command });
    buttons();
  }
  function pause() {
    running = false;
    trainer.update({ running });
    buttons();
  }
  function hear(message) {
    t = message.t;
    sentence.textContent = message.sentence ?? "";
    if (t >= T || message.sentence) running = false;
    trainer.update({ ...message, T, running });
    if (running) model.send({ command: "play" });
    buttons();
  }
  model.on("msg:custom", hear);
  model.send({ command: "show" });
  buttons();
  const stop = followTheme(el, trainer.redraw);
  return () => {
    running = false;
    stop();
    model.off("msg:custom", hear);
    trainer.destroy();
  };
}
return { render };
})();
export const { render } = $widgets_trainer;
export default { render };
