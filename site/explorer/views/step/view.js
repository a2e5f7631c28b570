// Step: one sample, or the mean over many, through the network and back, one line at a time.

import { trace } from "../../model/trace.js";
import { classOf } from "../../model/network.js";
import { choice, digitOf, field, h, isTyping, setFormula, withArticle } from "../../parts/dom.js";
import { tex } from "../../parts/math.js";
import { renderNetworkChoice } from "../../parts/network_choice.js";
import { renderPicker } from "../../parts/picker.js";
import { renderBlame } from "./blame.js";
import { renderBoxes } from "./boxes.js";
import { renderCompare } from "./compare.js";
import { renderMap } from "./map.js";
import { renderNumbers } from "./numbers.js";
import { STEPS } from "./steps.js";

const LAST = STEPS.length - 1;
const COUNTS = [1, 5, 50, 500, 5000];

export function mountStep(el, app) {
  const { store } = app;
  const go = (step) => store.set({ step: Math.min(Math.max(step, 0), LAST) });
  const map = renderMap((changes) => store.set(changes));
  const blame = renderBlame((changes) => store.set(changes));
  const views = [
    ["map", "Variables"],
    ["net", "Network"],
  ].map(([picture, name]) =>
    h("button", { type: "button", value: picture, onclick: () => store.set({ picture }) }, name),
  );
  const play = h("button", { type: "button", onclick: () => playBack() }, "Play backward");
  const shown = h(
    "div",
    {},
    h("div", { class: "ex3-tools", role: "group", "aria-label": "Picture" }, ...views, play),
    map.element,
    blame.element,
  );
  const numbers = renderNumbers((changes) => store.set(changes));
  const compare = renderCompare();
  const boxes = renderBoxes();
  const back = h("button", { type: "button", onclick: () => go(store.state.step - 1) }, "‹ Back");
  const next = h(
    "button",
    { type: "button", class: "ex3-main", onclick: () => go(store.state.step + 1) },
    "Next ›",
  );
  const slider = h("input", { type: "range", min: "0", max: String(LAST), step: "1", "aria-label": "Step" });
  slider.addEventListener("input", () => go(Number(slider.value)));
  const count = h("span", { class: "count" });
  const ref = h("h2", {});
  const formula = h("p", { class: "formula" });
  const text = h("p", {});
  const setup = h("div", { class: "setup" });
  const meant = choice(
    [[0, "not said"], ...Array.from({ length: 10 }, (_, k) => [k + 1, withArticle(digitOf(k + 1))])],
    { onchange: () => store.set({ label: Number(meant.value) }) },
  );
  const meantField = field("your drawing is meant to be", meant);
  const target = h("p", { class: "target", role: "status" });
  const samples = h("input", { type: "range", min: "0", max: String(COUNTS.length - 1), step: "1" });
  samples.addEventListener("input", () => store.set({ n: COUNTS[samples.value] }));
  const samplesField = field("samples N in the gradient", samples);
  const samplesLabel = samplesField.querySelector("label");

  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "step-title" }, "Forward, and back", " ", h("small", {}, "Parts C to F, Question 2a")),
      h(
        "p",
        {},
        "One digit on its way through Eq. 2 to 6, and its error on the way back through Algorithm 1 of the sheet. Each picture is one variable: click it, or go step by step, with the arrow keys ← and → too.",
      ),
    ),
    h(
      "div",
      { class: "stepper" },
      shown,
      h(
        "div",
        { class: "explain" },
        h("div", { class: "ex3-tools move" }, back, next, slider, count),
        h("div", { class: "said", "aria-live": "polite" }, ref, formula, boxes.element, text, target),
        numbers.element,
        compare.element,
      ),
      setup,
    ),
  );
  const picker = renderPicker(setup, app);
  const networkChoice = renderNetworkChoice(setup, app);
  setup.append(meantField, samplesField);
  document.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || store.state.view !== "step" || isTyping(event)) return;
    go(store.state.step + by);
    event.preventDefault();
  });

  // From the loss to the last line, a step at a time; who asked for less motion goes by click.
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = null;
  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = "Play backward";
  }
  function playBack() {
    if (playing) return stop();
    store.set({ picture: "net", step: STEPS.findIndex((s) => s.shows === "J") });
    if (calm.matches) return next.focus();
    play.textContent = "Stop";
    playing = setInterval(() => {
      if (store.state.step === LAST || store.state.view !== "step") stop();
      else go(store.state.step + 1);
    }, 1600);
  }

  let known = {}; // the last trace and what it was made from
  function traceOf(theta, digit, lambda, n) {
    const key = [theta, digit.x, digit.label, lambda, n];
    if (key.some((part, i) => part !== known.key?.[i])) {
      const { X, y } = app.batch(digit, n);
      known = { key, t: trace(theta, X, y, lambda) };
    }
    return known.t;
  }

  function update(state) {
    picker.update(state);
    networkChoice.update(state);
    const theta = app.theta();
    const digit = app.digit();
    if (!theta || !digit || (state.n > 1 && !app.digits)) return;
    const t = traceOf(theta, digit, state.lambda, state.n);
    const chosen = { ...state, output: state.output || digit.label };
    const isMap = state.picture === "map";
    for (const button of views) button.setAttribute("aria-pressed", String(button.value === state.picture));
    map.element.hidden = !isMap;
    blame.element.hidden = isMap;
    if (isMap) map.update(t, theta, chosen);
    else blame.update(t, theta, chosen);

    meantField.hidden = !digit.fromInk;
    meant.value = String(state.label);
    samples.value = String(
      Math.max(
        COUNTS.findIndex((n) => n >= state.n),
        0,
      ),
    );
    samples.setAttribute("aria-valuetext", String(state.n));
    samplesLabel.textContent = `samples N in the gradient: ${state.n}`;

    // a button that becomes disabled would lose the focus
    if (state.step === 0 && document.activeElement === back) next.focus();
    if (state.step === LAST && document.activeElement === next) back.focus();
    back.disabled = state.step === 0;
    next.disabled = state.step === LAST;
    const step = STEPS[state.step];
    slider.value = state.step;
    slider.setAttribute("aria-valuetext", `${state.step + 1} of ${STEPS.length}: ${step.ref}`);
    count.textContent = `${state.step + 1} of ${STEPS.length}`;
    if (ref.textContent !== step.ref) {
      ref.textContent = step.ref;
      setFormula(formula, tex(step.tex));
      text.textContent = step.text;
    }
    boxes.update(step.boxes, state.n);
    target.textContent = state.step >= STEPS.findIndex((s) => s.shows === "J") ? sayTarget(digit, t) : "";
    numbers.update(step, t, theta, chosen);
    const fromData = !digit.fromInk && state.sample < 5000;
    compare.update(step.shows, t, fromData ? state.sample : null, state.lambda, theta === app.weights);
  }

  return { update, redraw: () => update(store.state) };
}

// What the error is measured against.
function sayTarget(digit, t) {
  const read = classOf(t.a3);
  if (digit.fromInk && !digit.said) {
    return `You have not said what you drew. Until you do, the network's own reading, ${digitOf(read)}, stands in as the target: that can teach it a mistake.`;
  }
  const what = digit.fromInk
    ? `You meant ${withArticle(digitOf(digit.label))}`
    : `This sample is ${withArticle(digitOf(digit.label))}`;
  return read === digit.label
    ? `${what}, and it is read as one: the errors are small.`
    : `${what}, and it is read as ${withArticle(digitOf(read))}: the errors are large.`;
}
