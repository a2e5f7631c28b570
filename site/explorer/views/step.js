// Step: one sample through the network and back, one line at a time.

import { choice, digitOf, field, h, number, setFormula } from "../parts/dom.js";
import { largest, paint, paintTiles } from "../parts/draw.js";
import { tex } from "../parts/math.js";
import { trace } from "../model/network.js";
import { renderNetworkChoice, renderPicker } from "../parts/picker.js";
import { STEPS } from "./steps.js";

// Where each variable stands: columns are the stations x, z2, a2, z3, a3; rows go forward, back, gradients.
const CELLS = [
  { key: "a1", name: "a^{(1)}", at: [1, 1], shape: "image", map: "ink" },
  { key: "z2", name: "z^{(2)}", at: [1, 2], shape: "hidden", map: "signed" },
  { key: "a2", name: "a^{(2)}", at: [1, 3], shape: "hidden", map: "lit" },
  { key: "z3", name: "z^{(3)}", at: [1, 4], shape: "output", map: "signed" },
  { key: "a3", name: "a^{(3)}", at: [1, 5], shape: "output", map: "lit" },
  { key: "delta2", name: "\\delta^{(2)}", at: [2, 2], shape: "hidden", map: "signed" },
  { key: "eta2", name: "\\eta^{(2)}", at: [2, 3], shape: "hidden", map: "signed" },
  { key: "delta3", name: "\\delta^{(3)}", at: [2, 4], shape: "output", map: "signed" },
  { key: "eta3", name: "\\eta^{(3)}", at: [2, 5], shape: "output", map: "signed" },
  { key: "dW1", name: "\\partial W^{(1)}", at: [3, 1], shape: "mosaic", map: "signed" },
  { key: "db1", name: "\\partial b^{(1)}", at: [3, 2], shape: "hidden", map: "signed" },
  { key: "dW2", name: "\\partial W^{(2)}", at: [3, 3], shape: "matrix", map: "signed" },
  { key: "db2", name: "\\partial b^{(2)}", at: [3, 4], shape: "output", map: "signed" },
  { key: "J", name: "y", at: [3, 5], shape: "output", map: "ink" },
];
const SPOKEN = {
  a1: "a 1, the image",
  z2: "z 2",
  a2: "a 2",
  z3: "z 3",
  a3: "a 3",
  J: "target y and the loss J",
  eta3: "eta 3",
  delta3: "delta 3",
  dW2: "gradient of W 2",
  db2: "gradient of b 2",
  eta2: "eta 2",
  delta2: "delta 2",
  dW1: "gradient of W 1",
  db1: "gradient of b 1",
};
const SHAPES = { hidden: [5, 5], output: [10, 1], image: [20, 20], matrix: [10, 25] };
const stepOf = (key) => STEPS.findIndex((step) => step.shows === key);

export function mountStep(el, app) {
  const { store } = app;
  const go = (step) => store.set({ step: Math.min(Math.max(step, 0), STEPS.length - 1) });
  const label = choice(
    [[0, "as it is read"], ...Array.from({ length: 10 }, (_, k) => [k + 1, String(digitOf(k + 1))])],
    { onchange: () => store.set({ label: Number(label.value) }) },
  );
  const labelField = field("it should be read as", label);
  const setup = h("div", { class: "setup" });
  const cells = CELLS.map(makeCell);
  const loss = h("p", { class: "loss" });
  const back = h("button", { type: "button", onclick: () => go(store.state.step - 1) }, "‹ Back");
  const next = h(
    "button",
    { type: "button", class: "ex3-main", onclick: () => go(store.state.step + 1) },
    "Next ›",
  );
  const slider = h("input", {
    type: "range",
    min: "0",
    max: String(STEPS.length - 1),
    step: "1",
    "aria-label": "Step",
    oninput: () => go(Number(slider.value)),
  });
  const count = h("span", { class: "count" });
  const ref = h("h2", {});
  const formula = h("p", { class: "formula" });
  const text = h("p", {});
  const unitInput = choice([], { onchange: () => store.set({ stepunit: Number(unitInput.value) }) });
  const unitField = field("in numbers, for", unitInput);
  const line = h("p", { class: "line" });
  const pictures = h("div", { class: "pictures" });
  const terms = h("table", { class: "terms" });
  const all = h(
    "details",
    {},
    h("summary", {}),
    h("div", { class: "values", tabindex: "0", role: "group", "aria-label": "All numbers" }),
  );
  all.addEventListener("toggle", () => update(store.state));

  const rails = ["forward →", "← back", "gradients"].map((name, i) =>
    h("span", { class: `rail rail-${i + 1}`, "aria-hidden": "true" }, name),
  );
  cells.find((cell) => cell.key === "J").element.append(loss);
  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "step-title" }, "Forward, and back"),
      h(
        "p",
        {},
        "One digit on its way through Eq. 2 to 6, and its error on the way back through Algorithm 1. Each picture is one variable; click it, or go step by step, with the arrow keys too.",
      ),
    ),
    h(
      "div",
      { class: "stepper" },
      h(
        "div",
        { class: "map", role: "group", "aria-label": "Variables of the network" },
        ...rails,
        ...cells.map((cell) => cell.element),
      ),
      h(
        "div",
        { class: "explain" },
        h("div", { class: "ex3-tools move" }, back, next, slider, count),
        h("div", { class: "said", "aria-live": "polite" }, ref, formula, text),
        h("div", { class: "numbers" }, unitField, line, pictures, terms, all),
      ),
      setup,
    ),
  );
  const picker = renderPicker(setup, app);
  const networkChoice = renderNetworkChoice(setup, app);
  setup.append(labelField);
  el.addEventListener("keydown", (event) => {
    if (
      ["INPUT", "SELECT", "SUMMARY"].includes(event.target.tagName) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    if (event.key === "ArrowRight") go(store.state.step + 1);
    else if (event.key === "ArrowLeft") go(store.state.step - 1);
    else return;
    event.preventDefault();
  });

  function makeCell(cell) {
    const canvas = h("canvas", { class: "pixels" });
    const element = h(
      "button",
      {
        type: "button",
        class: `cell ${cell.shape} row-${cell.at[0]}`,
        onclick: (event) => choose(cell, event, canvas),
      },
      h("span", { class: "name" }, tex(cell.name)),
      h(
        "span",
        { class: "picture" },
        cell.shape === "output"
          ? h(
              "span",
              { class: "labels", "aria-hidden": "true" },
              ...Array.from({ length: 10 }, (_, k) => h("span", {}, String(digitOf(k + 1)))),
            )
          : null,
        canvas,
      ),
    );
    element.style.gridArea = `${2 * cell.at[0]} / ${cell.at[1]}`;
    return { ...cell, element, canvas };
  }

  // A click on an entry also chooses its unit.
  function choose(cell, event, canvas) {
    const changes = { step: stepOf(cell.key) };
    const box = canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const inside = event.detail > 0 && x >= 0 && x < 1 && y >= 0 && y < 1;
    if (inside && ["hidden", "mosaic"].includes(cell.shape))
      changes.stepunit = Math.floor(y * 5) * 5 + Math.floor(x * 5) + 1;
    if (inside && ["output", "matrix"].includes(cell.shape)) changes.stepunit = Math.floor(y * 10) + 1;
    store.set(changes);
  }

  function paintCell({ key, canvas, shape, map }, t, step) {
    const regularised = step === STEPS.length - 1;
    const values =
      key === "J"
        ? t.y
        : key === "dW1" && regularised
          ? t.dW1reg
          : key === "dW2" && regularised
            ? t.dW2reg
            : t[key];
    const limit = map === "signed" ? largest(values) || 1 : 1;
    if (shape === "mosaic") paintTiles(canvas, values, { limit });
    else
      paint(canvas, values, {
        rows: SHAPES[shape][0],
        columns: SHAPES[shape][1],
        byColumn: shape === "image",
        map,
        limit,
      });
    return values;
  }

  function update(state) {
    picker.update(state);
    networkChoice.update(state);
    const theta = app.theta();
    const digit = app.digit();
    if (!theta || !digit) return;
    labelField.hidden = !digit.fromInk;
    label.value = String(state.label);
    const t = trace(theta, digit.x, digit.label, state.lambda);
    const step = STEPS[state.step];
    const current = step.shows === "reg" ? ["dW1", "dW2"] : [step.shows];

    for (const cell of cells) {
      const reached = stepOf(cell.key) <= state.step;
      const { element, canvas } = cell;
      element.classList.toggle("todo", !reached);
      element.classList.toggle("current", current.includes(cell.key));
      element.setAttribute("aria-current", current.includes(cell.key) ? "step" : "false");
      canvas.hidden = !reached;
      let spoken = "not computed yet";
      if (reached) {
        const values = paintCell(cell, t, state.step);
        spoken =
          cell.key === "J"
            ? `J is ${t.J.toFixed(4)}`
            : `${values.length} values from ${number(Math.min(...values), 3)} to ${number(Math.max(...values), 3)}`;
      }
      element.setAttribute("aria-label", `${SPOKEN[cell.key]}: ${spoken}`);
    }
    const hasLoss = state.step >= stepOf("J");
    loss.textContent = hasLoss ? `J = ${t.J.toFixed(3)}` : "";

    // a button that becomes disabled would lose the focus
    if (state.step === 0 && document.activeElement === back) next.focus();
    if (state.step === STEPS.length - 1 && document.activeElement === next) back.focus();
    back.disabled = state.step === 0;
    next.disabled = state.step === STEPS.length - 1;
    slider.value = state.step;
    slider.setAttribute("aria-valuetext", `${state.step + 1} of ${STEPS.length}: ${step.ref}`);
    count.textContent = `${state.step + 1} of ${STEPS.length}`;
    if (ref.textContent !== step.ref) {
      ref.textContent = step.ref;
      setFormula(formula, tex(step.tex));
      text.textContent = step.text;
    }
    showNumbers(step, t, theta, state, digit);
  }

  function showNumbers(step, t, theta, { stepunit, lambda }, digit) {
    const n = { pixel: 0, hidden: 25, output: 10 }[step.unit];
    const k = Math.min(stepunit, n) - 1;
    unitField.hidden = n === 0;
    if (unitInput.options.length !== n) {
      unitInput.replaceChildren(
        ...Array.from({ length: n }, (_, i) =>
          h(
            "option",
            { value: String(i + 1) },
            n === 10 ? `output ${i + 1}, the digit ${digitOf(i + 1)}` : `hidden unit ${i + 1}`,
          ),
        ),
      );
    }
    unitInput.value = String(k + 1);
    const {
      line: sentence,
      terms: rows = [],
      columns = [],
      pictures: images = [],
    } = step.numbers(t, theta, k, lambda);
    line.textContent = sentence;
    pictures.replaceChildren(
      ...images.map(([name, values]) => {
        const canvas = h("canvas", {
          class: "pixels",
          role: "img",
          "aria-label": `${name}: 400 values from ${number(Math.min(...values), 3)} to ${number(Math.max(...values), 3)}`,
        });
        const isImage = values === t.a1;
        paint(canvas, values, {
          byColumn: true,
          map: isImage ? "ink" : "signed",
          limit: isImage ? 1 : largest(values) || 1,
        });
        return h("figure", {}, canvas, h("figcaption", {}, name));
      }),
    );
    terms.hidden = rows.length === 0;
    terms.replaceChildren(
      h(
        "thead",
        {},
        h("tr", {}, ...columns.map((name) => (name ? h("th", { scope: "col" }, name) : h("td", {})))),
      ),
      h(
        "tbody",
        {},
        ...rows.map(([name, ...values]) =>
          h("tr", {}, h("th", { scope: "row" }, name), ...values.map((v) => h("td", {}, v))),
        ),
      ),
    );
    const values = { reg: t.dW1reg, J: t.y }[step.shows] ?? t[step.shows];
    const isMatrix = ["dW1", "dW2", "reg"].includes(step.shows);
    const width = step.shows === "dW2" ? 25 : 400;
    const shown = isMatrix ? values.subarray(k * width, (k + 1) * width) : values;
    all.firstChild.textContent = isMatrix
      ? `All ${width} numbers of this row`
      : `All ${shown.length} numbers`;
    all.lastChild.textContent = all.open ? Array.from(shown, (v) => number(v, 4)).join("   ") : "";
  }

  return { update, redraw: () => update(store.state) };
}
