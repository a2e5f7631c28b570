// What a gradient check shows in Check: the distance, what it says, the blocks, the distance over the step.

import { loadHints } from "../../input/data.js";
import { LINE } from "../../model/algorithm.js";
import { diagnose } from "../../model/diagnosis.js";
import { checkStep, distancesOverEpsilon, LIMIT } from "../../model/gradient_check.js";
import { renderChart } from "../../parts/chart.js";
import { h, number } from "../../parts/dom.js";
import { chartFigure, saveButtons } from "../../parts/save.js";
import { renderBlocks } from "./blocks.js";
import { agreement, power, words } from "./words.js";

// The distances of a mistake and typed lines on the debug network; kept, for they take most of the time of an update.
const curves = new Map();
function distancesOf({ mistake, code, clambda, on, case: text }, options) {
  const key = JSON.stringify([mistake, code, clambda, on === "case" ? text : ""]);
  if (!curves.has(key)) {
    if (curves.size > 50) curves.clear();
    curves.set(key, distancesOverEpsilon(options));
  }
  return curves.get(key);
}

export function renderResult(app) {
  const { store } = app;
  const chart = renderChart("The distance over the step: it is being computed.");
  const figure = h("p", { class: "distance" });
  const verdict = h("p", { class: "agree" });
  const notes = h("p", { class: "hint" });
  const offer = h("button", { type: "button", onclick: () => store.set({ clambda: 3 }) }, "Set λ to 3");
  const said = h("div", { class: "diagnosis" });
  const stepResult = h("p", { class: "hint" });
  const blocks = renderBlocks();
  const formula = "‖n − g‖ / ‖n + g‖";

  const parts = [
    h(
      "div",
      { class: "outcome", "aria-live": "polite" },
      h("div", {}, figure, h("p", { class: "distance-name" }, "distance ", formula)),
      h("div", {}, verdict, notes, offer),
    ),
    said,
    stepResult,
    blocks.element,
    h(
      "figure",
      { class: "over-epsilon" },
      h("figcaption", {}, "Distance over the step ε, both logarithmic"),
      chart.element,
      saveButtons("distance", () => chartFigure(chart, chart.element.getAttribute("aria-label"), "epsilon")),
    ),
    blocks.all,
  ];

  let hints = null;
  loadHints().then((loaded) => {
    hints = loaded;
    app.refresh();
  });

  let later = null; // the curve takes longer than all else: it follows when the rest is on show
  // judged: see judge, or null; error: why there is nothing to judge
  function update(judged, error, state, options) {
    const { code, clambda, epsilon, hunt } = state;
    figure.textContent = judged ? number(judged.all, 2) : "—";
    blocks.element.hidden = blocks.all.hidden = chart.element.parentElement.hidden = !judged;
    said.replaceChildren();
    stepResult.textContent = "";
    offer.hidden = true;
    if (!judged) {
      verdict.textContent = "With this line nothing can be computed.";
      notes.textContent = error.message;
    } else {
      const touched = Object.keys(options.changes).length > 0 || options.skipped.length > 0;
      const outside =
        Object.keys(options.changes).every((id) => LINE[id].part === "Alg. 3") && !options.skipped.length;
      const isLarge = Boolean(options.problem.entries);
      const says = words(judged, {
        lambda: clambda,
        epsilon,
        touched,
        outside: touched && outside,
        large: isLarge || state.on === "case",
      });
      verdict.textContent = says.verdict;
      notes.textContent = says.notes.join(" ");
      offer.hidden = !says.offer;
      blocks.update(judged, options.problem.entries);
      chart.element.parentElement.hidden = isLarge;
      clearTimeout(later);
      if (!isLarge) later = setTimeout(() => showChart(judged, options, { ...state }), 100);
      if ("v" in code || "theta" in code)
        stepResult.textContent = `Of one step of Alg. 3: ${checkStep(code)
          .map(([name, d]) => `${name} ${agreement(d, !(d < 1e-9))}`)
          .join("; ")}.`;
    }
    if (hunt || !hints) return;
    const found =
      error instanceof Error && !("key" in error) && error.symbol === undefined
        ? []
        : diagnose(options, hints);
    if (found.length) {
      said.replaceChildren(
        h("h2", {}, "What the notebook's check says"),
        ...found.map((each) => h("p", {}, h("code", {}, each.function), ` ${each.hint}`)),
      );
    }
  }

  function showChart(judged, options, state) {
    const { clambda: lambda, epsilon } = state;
    const { problem } = options;
    const smooth = distancesOf({ ...state, mistake: "none", code: {} }, { lambda, problem });
    const points = distancesOf(state, options);
    chart.update(
      [
        { points: smooth, colour: "reference", width: 1.5, dash: "4 3" },
        { points, colour: judged.passes ? "model" : "wrong", dots: true },
      ],
      {
        xMin: 1e-12,
        xMax: 1,
        yMin: 1e-12,
        yMax: 10,
        logX: true,
        logY: true,
        marks: [{ x: epsilon, label: `ε = ${power(epsilon)}` }],
      },
    );
    chart.element.setAttribute(
      "aria-label",
      `The distance for steps from 1 down to 10⁻¹²; at ${power(epsilon)} it is ${number(judged.all, 2)}. The dashed line is that of the right lines; the sheet asks for less than ${power(LIMIT)}.`,
    );
  }

  return { parts, update };
}
