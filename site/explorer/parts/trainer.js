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

import { PRESETS } from "../model/options.js";
import { renderChart } from "./chart.js";
import { h, number, onceAFrame } from "./dom.js";
import { limitOf, paintTiles } from "./draw.js";
import { divergence, runningMean, thinned } from "./series.js";
import { renderForm } from "./trainer_form.js";

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

export function renderTrainer(el, { options = {}, controls = true, onCommand = () => {} } = {}) {
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
