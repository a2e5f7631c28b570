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

// A number as people read it: -0.0123, 3.1e-11, with a true minus sign.
function number(value, digits = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 10 ** -digits && size < 1e5);
  const text = plain ? value.toFixed(digits) : value.toExponential(1);
  const [mantissa, exponent] = text.split("e");
  const signed = mantissa.replace("-", "−");
  return exponent === undefined ? signed : `${signed}·10${superscript(Number(exponent))}`;
}

function superscript(n) {
  return String(n).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
}

// Label 10 is the digit zero.
const digitOf = (label) => label % 10;

// Put a formula into an element; where it is wider than the screen, it can be scrolled, by keyboard too.
function setFormula(element, ...nodes) {
  element.replaceChildren(...nodes);
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
return { h, field, choice, onceAFrame, number, superscript, digitOf, setFormula };
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
return { palette, forgetPalette, css, paint, paintTiles, limitOf, largest };
})();
const $explorer_parts_curves = (() => {
// Curves on a canvas: few ticks, no box, the name of each line at its end.

const { css, palette } = $explorer_parts_draw;

// series: [{points: [[x, y], ...], colour: name in the palette, width, pale, dots, label, above: let the label stand
// above this y}]; percent: y is a share.
function drawCurves(canvas, series, { xMax, yMax, xLabel, percent = false }) {
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
function thinned(values, count = 500) {
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
function running(values, window = 100, count = 250) {
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
return { drawCurves, thinned, running };
})();
const $explorer_parts_trainer = (() => {
// The trainer's view: controls, curves of loss and accuracy, hidden units. It does not train: whoever renders it
// answers its commands, the explorer with a Worker, a notebook widget with the student's own Python.
//
//   const trainer = renderTrainer(el, {
//     options: {algorithm: "gd" | "sgd", alpha, beta, lambda, T, B, seed, batches},   some may be left out
//     controls: true,              false leaves out the form and the buttons (then only update() matters)
//     onCommand(name, options),    name is "play", "pause", "step", "reset" or "options" (a field was changed)
//   });
//   trainer.setOptions(options)
//   trainer.update({
//     t, T,                        iterations done, and in all
//     losses,                      losses of the iterations since the last update (array of numbers); or
//     reset: true,                 forget everything shown so far first
//     evaluations: [{t, J, accuracy}],    of all 5000 samples, accuracy in 0..1; those since the last update
//     W1,                          25 x 400 weights, row after row (Float64Array or array), may be left out
//     running,                     true or false
//   })
//   trainer.redraw()               after the theme or the size changed
//   trainer.destroy()
//
// Looks: parts.css.

const { drawCurves, running: runningMean, thinned } = $explorer_parts_curves;
const { choice, field, h, number, onceAFrame } = $explorer_parts_dom;
const { limitOf, paintTiles } = $explorer_parts_draw;

const COMMON = { alpha: 0.1, beta: 0.9, lambda: 0.0002, seed: 4 };
const PRESETS = {
  "Part H": { ...COMMON, algorithm: "gd", T: 100 },
  "Part I": { ...COMMON, algorithm: "sgd", T: 10000, B: 10, batches: 1 },
};
const FIELDS = [
  ["alpha", "learning rate α", { min: 0, max: 100, step: "any" }],
  ["beta", "momentum β", { min: 0, max: 0.9999, step: "any" }],
  ["lambda", "regulariser λ", { min: 0, max: 100, step: "any" }],
  ["T", "iterations T", { min: 1, max: 1000000, step: 1 }],
  ["B", "batch size B", { min: 1, max: 5000, step: 1 }],
  ["seed", "seed of the start", { min: 0, max: 4294967295, step: 1 }],
  ["batches", "seed of the batches", { min: 0, max: 4294967295, step: 1 }],
];
const lossOf = (J) => (Number.isFinite(J) ? `loss ${number(J, 4)}` : "the loss is not finite any more");
const percent = (share) => `${(100 * share).toFixed(2)} %`;

function renderTrainer(el, { options = {}, controls = true, onCommand = () => {} } = {}) {
  options = { ...PRESETS["Part I"], ...options };
  let shown = { t: 0, T: options.T, losses: [], evaluations: [], W1: null, running: false };

  const inputs = Object.fromEntries(
    FIELDS.map(([name, , limits]) => [
      name,
      h("input", { type: "number", inputmode: "decimal", ...limits, value: "" }),
    ]),
  );
  const algorithm = choice([
    ["gd", "gradient descent, all samples"],
    ["sgd", "SGD, mini-batches"],
  ]);
  const presets = Object.entries(PRESETS).map(([name, preset]) =>
    h(
      "button",
      { type: "button", onclick: () => choose({ ...options, ...preset }) },
      `${name}: ${preset.algorithm.toUpperCase()}`,
    ),
  );
  const play = h("button", {
    type: "button",
    class: "ex3-main",
    onclick: () => onCommand(shown.running ? "pause" : "play", options),
  });
  const step = h("button", { type: "button", onclick: () => onCommand("step", options) }, "Step");
  const reset = h("button", { type: "button", onclick: () => onCommand("reset", options) }, "Reset");
  const status = h("p", { class: "ex3-status" });
  const announcement = h("p", { class: "ex3-unseen", role: "status" });
  const bar = h("progress", { "aria-label": "Iterations done", max: "1", value: "0" });
  const loss = h("canvas", { class: "ex3-curve", role: "img" });
  const accuracy = h("canvas", { class: "ex3-curve", role: "img" });
  const units = h("canvas", { class: "ex3-tiles", role: "img" });
  const rows = h("tbody");
  const form = h(
    "form",
    { class: "ex3-form", onsubmit: (event) => event.preventDefault() },
    h("div", { class: "ex3-tools" }, ...presets),
    field("algorithm", algorithm),
    ...FIELDS.map(([name, label]) => field(label, inputs[name])),
  );
  const trainer = h(
    "div",
    { class: "ex3-trainer" },
    controls
      ? h("div", { class: "ex3-controls" }, form, h("div", { class: "ex3-tools" }, play, step, reset))
      : null,
    h("div", { class: "ex3-progress" }, bar, status, announcement),
    h("figure", { class: "ex3-loss" }, h("figcaption", {}, "Loss"), loss),
    h(
      "figure",
      { class: "ex3-units" },
      h("figcaption", {}, "The 25 hidden units: weights W", h("sup", {}, "(1)")),
      units,
    ),
    h("figure", { class: "ex3-accuracy" }, h("figcaption", {}, "Accuracy on all 5000 digits"), accuracy),
    h(
      "details",
      { class: "ex3-table" },
      h("summary", {}, "The curves as numbers"),
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ...["iteration", "loss, all samples", "accuracy"].map((name) => h("th", { scope: "col" }, name)),
          ),
        ),
        rows,
      ),
    ),
  );
  const root = h("div", { class: "ex3 ex3-trainer-box" }, trainer);
  el.append(root);

  function choose(next) {
    options = next;
    showOptions();
    onCommand("options", options);
  }
  function readForm() {
    const next = { ...options, algorithm: algorithm.value };
    for (const [name, input] of Object.entries(inputs)) {
      if (input.validity.valid && input.value !== "") next[name] = Number(input.value);
    }
    choose(next);
  }
  form.addEventListener("change", readForm);

  function showOptions() {
    algorithm.value = options.algorithm;
    for (const [name, input] of Object.entries(inputs)) input.value = String(options[name]);
    for (const name of ["B", "batches"]) inputs[name].disabled = options.algorithm === "gd";
    Object.values(PRESETS).forEach((preset, i) => {
      const same = Object.entries(preset).every(([name, value]) => options[name] === value);
      presets[i].setAttribute("aria-pressed", String(same));
    });
  }

  function draw() {
    if (!root.offsetParent) return; // not on show
    const { t, T, losses, evaluations, W1, running } = shown;
    const sgd = options.algorithm === "sgd";
    const colour = sgd ? "sgd" : "gd";
    const last = evaluations.at(-1);
    play.textContent = running ? "Pause" : t > 0 && t < T ? "Go on" : "Train";
    step.disabled = running || t >= T;
    play.disabled = !running && t >= T;
    bar.max = T;
    bar.value = t;
    const now = losses.at(-1);
    const parts = [`iteration ${t} of ${T}`];
    if (now !== undefined && !last) parts.push(lossOf(now));
    if (last) parts.push(lossOf(last.J), `accuracy ${percent(last.accuracy)}`);
    status.textContent = parts.join(" · ");
    if (!running && t > 0) announcement.textContent = status.textContent;

    const points = thinned(losses);
    const mean = sgd ? runningMean(losses).filter(([, y]) => Number.isFinite(y)) : [];
    const high = (some) => some.reduce((most, [, y]) => (Number.isFinite(y) ? Math.max(most, y) : most), 0);
    const top = Math.min(Math.max(7.5, high(sgd ? mean : points)), 50);
    const line = sgd
      ? [
          { points, colour, width: 1, pale: true },
          {
            points: mean,
            colour,
            width: 2.5,
            above: high(points.filter(([x]) => x > t - T / 4)),
            label: mean.length ? `mean of 100: ${mean.at(-1)[1].toFixed(2)}` : "",
          },
        ]
      : [{ points, colour, width: 2.5, label: losses.length ? number(losses.at(-1), 2) : "" }];
    drawCurves(loss, line, { xMax: T, yMax: top, xLabel: "iteration" });
    drawCurves(
      accuracy,
      [
        {
          points: evaluations.map((e) => [e.t, e.accuracy]),
          colour,
          width: 2,
          dots: evaluations.length < 60,
          label: last ? percent(last.accuracy) : "",
        },
      ],
      { xMax: T, yMax: 1, xLabel: "iteration", percent: true },
    );
    if (W1) paintTiles(units, W1, { limit: limitOf(W1) });
    describe();
  }
  const soon = onceAFrame(draw);
  // who asked for less motion sees a running training once a second
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let drawn = 0;
  function drawSoon() {
    if (calm.matches && shown.running && performance.now() - drawn < 1000) return;
    drawn = performance.now();
    soon();
  }

  function describe() {
    const { t, losses, evaluations, W1 } = shown;
    const [first, last] = [evaluations[0], evaluations.at(-1)];
    const labels = {
      loss: losses.length
        ? `Loss over ${t} iterations: from ${losses[0].toFixed(3)} to ${number(losses.at(-1))}.`
        : "Loss: no iteration yet.",
      accuracy: last
        ? `Accuracy over ${t} iterations: from ${percent(first.accuracy)} to ${percent(last.accuracy)}.`
        : "Accuracy: not measured yet.",
      units: W1
        ? `The weights into each of ${W1.length / 400} hidden units as an image, after ${t} iterations; the largest weight is ${limitOf(W1, 1).toFixed(2)}.`
        : "No weights yet.",
    };
    loss.setAttribute("aria-label", labels.loss);
    accuracy.setAttribute("aria-label", labels.accuracy);
    units.setAttribute("aria-label", labels.units);
    const missing = evaluations.slice(rows.children.length);
    rows.append(
      ...missing.map((e) =>
        h("tr", {}, ...[e.t, number(e.J, 6), percent(e.accuracy)].map((cell) => h("td", {}, String(cell)))),
      ),
    );
  }

  const observer = new ResizeObserver(drawSoon);
  observer.observe(loss);
  showOptions();
  draw();

  return {
    setOptions(next) {
      options = { ...options, ...next };
      showOptions();
      drawSoon();
    },
    update({ reset: anew = false, losses = [], evaluations = [], ...rest }) {
      if (anew) {
        shown = { ...shown, t: 0, losses: [], evaluations: [] };
        rows.replaceChildren();
        announcement.textContent = "";
      }
      for (const value of losses) shown.losses.push(value);
      shown.evaluations.push(...evaluations);
      for (const [name, value] of Object.entries(rest)) if (value !== undefined) shown[name] = value;
      drawSoon();
    },
    redraw: drawSoon,
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}
return { PRESETS, renderTrainer };
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
