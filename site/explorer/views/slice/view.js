// Slice: the loss along the gradient and along a random direction, where Part H walks; and over one weight, where Part F
// measures its slope.

import { randomParameters } from "../../model/network.js";
import { lossSlice } from "../../model/slice.js";
import { Generator } from "../../model/random.js";
import { renderChart } from "../../parts/chart.js";
import { choice, digitOf, field, h, number, onceAFrame } from "../../parts/dom.js";
import { chartFigure, saveButtons } from "../../parts/save.js";
import { drawWeight } from "./weight.js";

const SAMPLES = 250; // evenly from the data: enough for a smooth curve, few enough to follow the hand

export function mountSlice(el, app) {
  const { store } = app;
  const at = choice(
    [
      ["start", "the random start of Part G"],
      ["shown", "the network on show in Draw"],
    ],
    { onchange: () => store.set({ at: at.value, reach: 0 }) },
  );
  const step = h("input", { type: "range", min: "0", max: "1", step: "0.002" });
  step.addEventListener("input", () =>
    store.set({ reach: Number((known.line.reach * step.value).toPrecision(3)) }),
  );
  const stepField = field("step size α", step);
  const unit = choice(
    Array.from({ length: 25 }, (_, j) => [j + 1, `hidden unit ${j + 1}`]),
    { onchange: () => store.set({ unit: Number(unit.value) }) },
  );
  const output = choice(
    Array.from({ length: 10 }, (_, k) => [k + 1, `digit ${digitOf(k + 1)}`]),
    { onchange: () => store.set({ output: Number(output.value) }) },
  );
  const nudge = h("input", { type: "range", min: "-4", max: "0", step: "0.05" });
  nudge.addEventListener("input", () => store.set({ nudge: Number((10 ** nudge.value).toPrecision(3)) }));
  const nudgeField = field("nudge ε", nudge);
  const line = renderChart();
  const weight = renderChart();
  const lineSays = h("p", { role: "status" });
  const weightSays = h("p", { role: "status" });
  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "slice-title" }, "The loss, cut open", " ", h("small", {}, "Part F meets Part H")),
      h(
        "p",
        {},
        `Left: the loss on the way that gradient descent takes, θ − α ∂J/∂θ, and on a random way as long. Drag α and see a step that is too long climb the other side. Right: the loss over one single weight; its slope is one entry of the gradient, which Eq. 17 measures at two points. Of ${SAMPLES} digits, so that it follows the hand.`,
      ),
    ),
    h(
      "div",
      { class: "slices" },
      h(
        "div",
        {},
        field("at", at),
        stepField,
        h(
          "figure",
          {},
          h("figcaption", {}, "Loss along the gradient"),
          line.element,
          saveButtons("loss-slice", () => chartFigure(line, lineSays.textContent, "alpha")),
        ),
        lineSays,
      ),
      h(
        "div",
        {},
        h("div", { class: "pair" }, field("the weight from", unit), field("to the output for", output)),
        nudgeField,
        h(
          "figure",
          {},
          h("figcaption", {}, "Loss over one weight"),
          weight.element,
          saveButtons("weight-slice", () => chartFigure(weight, weightSays.textContent, "weight")),
        ),
        weightSays,
      ),
    ),
  );

  let data = null;
  function samples() {
    if (!data) {
      const digit = { x: app.digits.sample(0), label: app.digits.labels[0] };
      data = app.batch(digit, SAMPLES, 0);
    }
    return data;
  }

  const starts = new Map();
  function thetaOf({ at: place, seed }) {
    if (place === "shown") return app.theta();
    if (!starts.has(seed)) starts.set(seed, randomParameters(new Generator(seed)));
    return starts.get(seed);
  }

  let known = {};
  function update(state) {
    if (!app.digits) return;
    const theta = thetaOf(state);
    if (!theta) return;
    at.value = state.at;
    unit.value = String(state.unit);
    output.value = String(state.output || 1);
    const { X, y } = samples();
    if (known.theta !== theta || known.lambda !== state.lambda) {
      known = { theta, lambda: state.lambda, line: lossSlice(theta, X, y, state.lambda) };
    }
    showLine(state);
    soonWeight(state, theta, { X, y });
  }

  function showLine({ reach }) {
    const { J, best, reach: xMax, slope, down, random, at: lossAt } = known.line;
    const alpha = Math.min(reach || best, xMax);
    const after = lossAt(alpha);
    step.value = String(alpha / xMax);
    step.setAttribute("aria-valuetext", number(alpha, 3));
    stepField.querySelector("label").textContent = `step size α: ${number(alpha, 3)}`;
    const top = Math.max(J * 1.5, ...random.map(([, v]) => v), after * 1.05);
    const tangent = [
      [0, J],
      [Math.min((J * 0.9) / slope, xMax), J - slope * Math.min((J * 0.9) / slope, xMax)],
    ];
    line.update(
      [
        { points: random, colour: "reference", label: "random", dash: "4 3" },
        { points: down, colour: "gd", width: 2.5, label: "gradient" },
        { points: tangent, colour: "gradient", width: 1.5, dash: "2 3", label: "slope" },
        {
          points: [
            [0, J],
            [alpha, after],
          ],
          colour: after > J ? "wrong" : "model",
          width: 1.5,
          dots: true,
        },
      ],
      { xMax, yMax: top, xLabel: "α", marks: [{ x: alpha, label: `α = ${number(alpha, 3)}` }] },
    );
    const verdict =
      after > J
        ? "The step overshoots: the loss is higher than before."
        : alpha > best * 1.5
          ? "The step goes past the lowest point."
          : "The loss falls.";
    lineSays.textContent = `From ${number(J, 4)} a step with α = ${number(alpha, 3)} leads to ${number(after, 4)}. ${verdict} At first the loss falls by ‖∂J/∂θ‖² = ${number(slope, 3)} for each unit of α; the random way, just as long, hardly changes it.`;
    line.element.setAttribute("aria-label", lineSays.textContent);
  }

  const soonWeight = onceAFrame((state, theta, samplesOf) => {
    const { epsilon, sentence } = drawWeight(weight, state, theta, samplesOf);
    nudge.value = String(Math.log10(epsilon));
    nudge.setAttribute("aria-valuetext", number(epsilon, 3));
    nudgeField.querySelector("label").textContent = `nudge ε: ${number(epsilon, 3)}`;
    weightSays.textContent = sentence;
  });

  return { update, redraw: () => update(store.state) };
}
