// The arithmetic of one unit in Step: a sentence, pictures or a table of terms, and all numbers of the variable.

import { choice, digitOf, field, h, number } from "../../parts/dom.js";
import { largest, paint } from "../../parts/draw.js";

const UNITS = Array.from({ length: 25 }, (_, j) => [j + 1, `hidden unit ${j + 1}`]);
const OUTPUTS = Array.from({ length: 10 }, (_, k) => [k + 1, `the output for the digit ${digitOf(k + 1)}`]);
const rowOf = (k) => `row ${k} in NumPy`;

export function renderNumbers(onChoose) {
  const unitInput = choice(UNITS, { onchange: () => onChoose({ unit: Number(unitInput.value) }) });
  const outputInput = choice(OUTPUTS, { onchange: () => onChoose({ output: Number(outputInput.value) }) });
  const unitField = field("in numbers, for", unitInput);
  const outputField = field("in numbers, for", outputInput);
  const rows = h("small", {});
  const line = h("p", { class: "line" });
  const pictures = h("div", { class: "pictures" });
  const terms = h("table", { class: "terms" });
  const values = h("div", { class: "values", tabindex: "0", role: "group", "aria-label": "All numbers" });
  const summary = h("summary", {});
  const copy = h(
    "button",
    { type: "button", onclick: () => navigator.clipboard?.writeText(copied) },
    "Copy for NumPy",
  );
  const all = h("details", {}, summary, h("div", { class: "ex3-tools" }, copy), values);
  let again = () => {};
  let copied = "";
  all.addEventListener("toggle", () => again());

  function update(step, t, theta, { unit, output, lambda }) {
    const [j, k] = [unit - 1, output - 1];
    unitField.hidden = !["hidden", "both"].includes(step.unit);
    outputField.hidden = !["output", "both"].includes(step.unit);
    unitInput.value = String(unit);
    outputInput.value = String(output);
    rows.textContent =
      { hidden: rowOf(j), output: rowOf(k), both: `rows ${j} and ${k} in NumPy` }[step.unit] ?? "";
    const {
      line: sentence,
      terms: found = [],
      columns = [],
      pictures: images = [],
    } = step.unit === "output" ? step.numbers(t, theta, k, lambda) : step.numbers(t, theta, j, lambda, k);
    line.textContent = sentence;
    pictures.replaceChildren(...images.map(([name, content]) => picture(name, content, content === t.a1)));
    terms.hidden = found.length === 0;
    const head = columns.map((name) => (name ? h("th", { scope: "col" }, name) : h("td", {})));
    const body = found.map(([name, ...cells]) =>
      h("tr", {}, h("th", { scope: "row" }, name), ...cells.map((v) => h("td", {}, v))),
    );
    terms.replaceChildren(h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body));
    again = () => showAll(step, t, j, k);
    again();
  }

  // With their indices, and as they would be typed into NumPy.
  function showAll(step, t, j, k) {
    const [name, content] = {
      reg: [`dW1[${j}]`, t.dW1reg.subarray(j * 400, j * 400 + 400)],
      dW1: [`dW1[${j}]`, t.dW1.subarray(j * 400, j * 400 + 400)],
      dW2: [`dW2[${k}]`, t.dW2.subarray(k * 25, k * 25 + 25)],
      J: ["Y[:, 0]", t.y],
    }[step.shows] ?? [`${step.shows}[:, 0]`, t[step.shows]];
    summary.textContent = `All ${content.length} numbers of ${name}`;
    copied = `np.array([${Array.from(content).join(", ")}])`;
    if (!all.open) return values.replaceChildren();
    values.replaceChildren(
      ...Array.from(content, (v, i) => h("span", {}, h("small", {}, `${i}`), ` ${number(v, 6)}`)),
    );
  }

  return {
    element: h("div", { class: "numbers" }, unitField, outputField, rows, line, pictures, terms, all),
    update,
  };
}

function picture(name, content, isImage) {
  const canvas = h("canvas", { class: "pixels", role: "img" });
  const most = largest(content) || 1;
  const range = `from ${number(Math.min(...content))} to ${number(Math.max(...content))}`;
  canvas.setAttribute("aria-label", `${name}: 400 values ${range}`);
  paint(canvas, content, { byColumn: true, map: isImage ? "ink" : "signed", limit: isImage ? 1 : most });
  return h(
    "figure",
    {},
    canvas,
    h("figcaption", {}, name, " ", h("small", {}, isImage ? "0 to 1" : `±${number(most, 2)}`)),
  );
}
