// Check: backpropagation against Eq. 17 on the debug network; one line broken on purpose.

import { choice, field, h, number, setFormula, superscript } from "../parts/dom.js";
import { largest, paint } from "../parts/draw.js";
import { tex } from "../parts/math.js";
import { check, MISTAKES } from "../model/mistakes.js";

const STEPS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];
const LIMIT = 1e-10;
const NAMES = {
  W1: "\\partial W^{(1)}",
  b1: "\\partial b^{(1)}",
  W2: "\\partial W^{(2)}",
  b2: "\\partial b^{(2)}",
};
const SPOKEN = { W1: "gradient of W 1", b1: "gradient of b 1", W2: "gradient of W 2", b2: "gradient of b 2" };
const SHAPES = { W1: [5, 3], b1: [5, 1], W2: [3, 5], b2: [3, 1] };
const power = (v) => `10${superscript(Math.round(Math.log10(v)))}`;

export function mountCheck(el, app) {
  const { store } = app;
  const radios = MISTAKES.map((mistake) => {
    const input = h("input", {
      type: "radio",
      name: "mistake",
      value: mistake.id,
      onchange: () => store.set({ mistake: mistake.id }),
    });
    return {
      mistake,
      input,
      element: h(
        "label",
        { class: "mistake" },
        input,
        h(
          "span",
          {},
          mistake.name,
          mistake.lines
            ? h("small", {}, ` line${/ |,/.test(mistake.lines) ? "s" : ""} ${mistake.lines}`)
            : null,
        ),
      ),
    };
  });
  const groupNames = [...new Set(MISTAKES.map((m) => m.group))];
  const select = h(
    "select",
    { onchange: () => store.set({ mistake: select.value }) },
    ...groupNames.map((group) =>
      h(
        "optgroup",
        { label: group },
        ...MISTAKES.filter((m) => m.group === group).map((m) => h("option", { value: m.id }, m.name)),
      ),
    ),
  );
  const groups = groupNames.map((group) =>
    h(
      "fieldset",
      { class: "group" },
      h("legend", {}, group),
      ...radios.filter((r) => r.mistake.group === group).map((r) => r.element),
    ),
  );
  const lambda = choice(
    [
      [0, "0, as in the sheet's check"],
      [0.0002, "0.0002, as in training"],
      [3, "3, so that it shows"],
    ],
    { onchange: () => store.set({ clambda: Number(lambda.value) }) },
  );
  const epsilon = STEPS.map((value) => {
    const result = h("span", { class: "value" });
    return {
      value,
      result,
      element: h(
        "button",
        { type: "button", onclick: () => store.set({ epsilon: value }) },
        h("span", {}, `ε = ${power(value)}`),
        result,
      ),
    };
  });
  const figure = h("p", { class: "distance" });
  const verdict = h("p", { class: "agree" });
  const [right, slip] = [h("p", {}), h("p", { class: "slip" })];
  const formulas = h("div", { class: "formulas" }, right, slip);
  const hint = h("p", { class: "hint" });
  const blocks = Object.keys(NAMES).map(makeBlock);
  const numbers = h("tbody");

  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "check-title" }, "Is the gradient right?"),
      h(
        "p",
        {},
        "Two ways to the same 38 numbers: backpropagation (Alg. 1) and finite differences (Eq. 17), on the debug network of 3–5–3 units. Break one line and see which blocks give it away.",
      ),
    ),
    h(
      "div",
      { class: "check" },
      h(
        "div",
        { class: "broken" },
        h("h2", {}, "Break a line"),
        h("label", { class: "narrow" }, h("span", { class: "ex3-unseen" }, "Mistake"), select),
        ...groups,
      ),
      h(
        "div",
        { class: "result" },
        h("div", { class: "outcome", "aria-live": "polite" }, figure, h("div", {}, verdict, hint)),
        formulas,
        h("div", { class: "blocks" }, ...blocks.map((b) => b.element)),
        h(
          "div",
          { class: "options" },
          field("regulariser λ", lambda),
          h(
            "div",
            {},
            h("h3", { id: "epsilon-title" }, "Distance for other steps ε"),
            h(
              "div",
              { class: "epsilons", role: "group", "aria-labelledby": "epsilon-title" },
              ...epsilon.map((e) => e.element),
            ),
          ),
        ),
        h(
          "details",
          {},
          h("summary", {}, "All 38 numbers"),
          h(
            "table",
            { class: "terms" },
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                h("td"),
                ...["backpropagation", "Eq. 17", "difference"].map((name) => h("th", { scope: "col" }, name)),
              ),
            ),
            numbers,
          ),
        ),
      ),
    ),
  );

  function makeBlock(name) {
    const canvases = ["analytic", "numerical", "difference"].map(() =>
      h("canvas", { class: "pixels", role: "img" }),
    );
    const value = h("p", { class: "value" });
    const [rows, columns] = SHAPES[name];
    for (const canvas of canvases) canvas.style.aspectRatio = `${columns} / ${rows}`;
    const captions = ["backprop", "Eq. 17", "difference"];
    const element = h(
      "div",
      { class: "block" },
      h("h3", {}, tex(NAMES[name])),
      value,
      h(
        "div",
        { class: "three" },
        ...canvases.map((canvas, i) =>
          h("figure", {}, h("div", { class: "frame" }, canvas), h("figcaption", {}, captions[i])),
        ),
      ),
    );
    for (const canvas of canvases) canvas.style.height = `${(100 * rows) / 5}%`;
    return { name, canvases, value, element };
  }

  function update({ mistake, clambda, epsilon: step }) {
    const chosen = MISTAKES.find((m) => m.id === mistake) ?? MISTAKES[0];
    const {
      analytic,
      numerical,
      all,
      blocks: distances,
    } = check({ mistake, lambda: clambda, epsilon: step });
    for (const { mistake: each, input } of radios) input.checked = each === chosen;
    select.value = chosen.id;
    if (![...lambda.options].some((option) => Number(option.value) === clambda))
      lambda.append(h("option", { value: String(clambda) }, String(clambda)));
    lambda.value = String(clambda);
    for (const { value, result, element } of epsilon) {
      result.textContent = number(check({ mistake, lambda: clambda, epsilon: value }).all, 2);
      element.setAttribute("aria-pressed", String(value === step));
    }

    const passes = all < LIMIT;
    figure.textContent = number(all, 2);
    el.classList.toggle("fails", !passes);
    const off = Object.keys(distances).filter((name) => distances[name] > 1e-7);
    const where =
      off.length === 4
        ? "All four blocks differ."
        : off.length
          ? `The difference shows up in ${off.map((name) => SPOKEN[name].replace("gradient of ", "").replace(" ", "")).join(" and ")}.`
          : "";
    const unseen = passes && mistake !== "none";
    verdict.textContent = passes
      ? `is below 10⁻¹⁰: the two gradients agree.${unseen ? " Yet something is wrong." : ""}`
      : off.length
        ? `is far above 10⁻¹⁰: the two gradients differ. ${where}`
        : `is above 10⁻¹⁰, though the gradients agree to many digits: ε = ${power(step)} is not a good step.`;
    hint.textContent = chosen.hint;
    formulas.hidden = !chosen.right;
    if (chosen.right && formulas.dataset.of !== mistake) {
      formulas.dataset.of = mistake;
      setFormula(right, h("small", {}, "right"), tex(chosen.right));
      setFormula(slip, h("small", {}, "in use"), tex(chosen.wrong));
    }

    for (const { name, canvases, value } of blocks) {
      const [rows, columns] = SHAPES[name];
      const difference = numerical[name].map((n, i) => n - analytic[name][i]);
      const limit = Math.max(largest(analytic[name]), largest(numerical[name])) || 1;
      // a difference below a millionth of the largest entry is rounding and stays white
      const scale = Math.max(largest(difference), 1e-6 * limit);
      const isOff = distances[name] > 1e-7;
      [analytic[name], numerical[name], difference].forEach((values, i) => {
        paint(canvases[i], values, { rows, columns, map: "signed", limit: i === 2 ? scale : limit });
        canvases[i].setAttribute(
          "aria-label",
          `${SPOKEN[name]}, ${["by backpropagation", "by Eq. 17", "their difference"][i]}: from ${number(Math.min(...values), 4)} to ${number(Math.max(...values), 4)}`,
        );
      });
      value.textContent = isOff ? `off: distance ${number(distances[name], 2)}` : "agrees";
      value.parentElement.classList.toggle("off", isOff);
    }
    numbers.replaceChildren(
      ...Object.keys(NAMES).flatMap((name) =>
        Array.from(analytic[name], (a, i) => {
          const [, columns] = SHAPES[name];
          const n = numerical[name][i];
          return h(
            "tr",
            {},
            h("th", { scope: "row" }, `${name}[${Math.floor(i / columns)}, ${i % columns}]`),
            ...[a, n, n - a].map((v) => h("td", {}, number(v, 6))),
          );
        }),
      ),
    );
  }

  return { update, redraw: () => update(store.state) };
}
