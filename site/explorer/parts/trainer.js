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

import { drawCurves, running as runningMean, thinned } from "./curves.js";
import { choice, field, h, number, onceAFrame } from "./dom.js";
import { limitOf, paintTiles } from "./draw.js";

const COMMON = { alpha: 0.1, beta: 0.9, lambda: 0.0002, seed: 4 };
export const PRESETS = {
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

export function renderTrainer(el, { options = {}, controls = true, onCommand = () => {} } = {}) {
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
