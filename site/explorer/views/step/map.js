// The map of Step: a picture of each variable of the network, in the order in which they are computed.

import { digitOf, h, number } from "../../parts/dom.js";
import { largest, paint, paintTiles } from "../../parts/draw.js";
import { saveButtons, sheetOf } from "../../parts/save.js";
import { tex } from "../../parts/math.js";
import { STEPS } from "./steps.js";

// Where each variable stands: columns are the stations x, z2, a2, z3, a3; rows are parameters, forward, back, gradients.
const CELLS = [
  { key: "W1", name: "W^{(1)}", at: [1, 1], shape: "mosaic", size: "25×400", map: "signed", spoken: "W 1" },
  { key: "b1", name: "b^{(1)}", at: [1, 2], shape: "hidden", size: "25×1", map: "signed", spoken: "b 1" },
  { key: "W2", name: "W^{(2)}", at: [1, 3], shape: "matrix", size: "10×25", map: "signed", spoken: "W 2" },
  { key: "b2", name: "b^{(2)}", at: [1, 4], shape: "output", size: "10×1", map: "signed", spoken: "b 2" },
  {
    key: "J",
    name: "y",
    at: [1, 5],
    shape: "output",
    size: "10×N",
    map: "ink",
    spoken: "target y and the loss J",
  },
  {
    key: "a1",
    name: "a^{(1)}",
    at: [2, 1],
    shape: "image",
    size: "400×N",
    map: "ink",
    spoken: "a 1, the image",
  },
  { key: "z2", name: "z^{(2)}", at: [2, 2], shape: "hidden", size: "25×N", map: "signed", spoken: "z 2" },
  { key: "a2", name: "a^{(2)}", at: [2, 3], shape: "hidden", size: "25×N", map: "lit", spoken: "a 2" },
  { key: "z3", name: "z^{(3)}", at: [2, 4], shape: "output", size: "10×N", map: "signed", spoken: "z 3" },
  { key: "a3", name: "a^{(3)}", at: [2, 5], shape: "output", size: "10×N", map: "lit", spoken: "a 3" },
  {
    key: "delta2",
    name: "\\delta^{(2)}",
    at: [3, 2],
    shape: "hidden",
    size: "25×N",
    map: "signed",
    spoken: "delta 2",
  },
  {
    key: "eta2",
    name: "\\eta^{(2)}",
    at: [3, 3],
    shape: "hidden",
    size: "25×N",
    map: "signed",
    spoken: "eta 2",
  },
  {
    key: "delta3",
    name: "\\delta^{(3)}",
    at: [3, 4],
    shape: "output",
    size: "10×N",
    map: "signed",
    spoken: "delta 3",
  },
  {
    key: "eta3",
    name: "\\eta^{(3)}",
    at: [3, 5],
    shape: "output",
    size: "10×N",
    map: "signed",
    spoken: "eta 3",
  },
  {
    key: "dW1",
    name: "\\partial W^{(1)}",
    at: [4, 1],
    shape: "mosaic",
    size: "25×400",
    map: "signed",
    spoken: "gradient of W 1",
  },
  {
    key: "db1",
    name: "\\partial b^{(1)}",
    at: [4, 2],
    shape: "hidden",
    size: "25×1",
    map: "signed",
    spoken: "gradient of b 1",
  },
  {
    key: "dW2",
    name: "\\partial W^{(2)}",
    at: [4, 3],
    shape: "matrix",
    size: "10×25",
    map: "signed",
    spoken: "gradient of W 2",
  },
  {
    key: "db2",
    name: "\\partial b^{(2)}",
    at: [4, 4],
    shape: "output",
    size: "10×1",
    map: "signed",
    spoken: "gradient of b 2",
  },
];
const SHAPES = { hidden: [5, 5], output: [10, 1], image: [20, 20], matrix: [10, 25] };
const RAILS = ["parameters", "forward →", "← back", "gradients"];
const LAST = STEPS.length - 1;
export const stepOf = (key) => STEPS.findIndex((step) => step.shows === key);
// where a parameter comes in first
const USED = { W1: "z2", b1: "z2", W2: "z3", b2: "z3" };

// onChoose({step, unit, output}): some of them, those that a click names.
export function renderMap(onChoose) {
  const cells = CELLS.map(makeCell);
  const loss = h("p", { class: "loss" });
  cells.find(({ key }) => key === "J").element.append(loss);
  const rails = RAILS.map((name, i) =>
    h("span", { class: `rail rail-${i + 1}`, "aria-hidden": "true" }, name),
  );
  const legend = h(
    "p",
    { class: "legend" },
    "Each picture has its own scale, written under it. ",
    h(
      "span",
      { class: "ramp", "aria-hidden": "true" },
      h("span", {}, "−"),
      h("span", {}, "0"),
      h("span", {}, "+"),
    ),
    " purple is below zero, orange above; activations go from 0, pale, to 1.",
  );
  const grid = h("div", { class: "map", role: "group", "aria-label": "Variables of the network" });
  grid.append(...rails, ...cells.map((cell) => cell.element));

  function makeCell(cell) {
    const canvas = h("canvas", { class: "pixels" });
    const mark = h("span", { class: "mark", "aria-hidden": "true", hidden: true });
    const scale = h("span", { class: "scale" });
    const labels = h(
      "span",
      { class: "labels", "aria-hidden": "true" },
      ...Array.from({ length: 10 }, (_, k) => h("span", {}, String(digitOf(k + 1)))),
    );
    const element = h(
      "button",
      {
        type: "button",
        class: `cell ${cell.shape} row-${cell.at[0]}`,
        onclick: (event) => choose(cell, event, canvas),
      },
      h("span", { class: "name" }, tex(cell.name), " ", h("small", {}, cell.size)),
      h(
        "span",
        { class: "picture" },
        cell.shape === "output" ? labels : null,
        h("span", { class: "marked" }, canvas, mark),
      ),
      scale,
    );
    element.style.gridArea = `${2 * cell.at[0]} / ${cell.at[1]}`;
    return { ...cell, element, canvas, mark, scale };
  }

  // A click on an entry also chooses its unit; on a gradient while the regulariser is shown, it stays there.
  function choose({ key, shape }, event, canvas) {
    const target = stepOf(USED[key] ?? key);
    const stays = ["dW1", "dW2"].includes(key) && now === LAST;
    const changes = { step: stays ? LAST : target };
    const box = canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const inside = event.detail > 0 && x >= 0 && x < 1 && y >= 0 && y < 1;
    if (inside && ["hidden", "mosaic"].includes(shape))
      changes.unit = Math.floor(y * 5) * 5 + Math.floor(x * 5) + 1;
    if (inside && ["output", "matrix"].includes(shape)) changes.output = Math.floor(y * 10) + 1;
    if (inside && shape === "matrix") changes.unit = Math.floor(x * 25) + 1;
    onChoose(changes);
  }

  // The chosen unit's place in a picture, in parts of it.
  function place({ shape }, { unit, output }) {
    const [r, c] = [Math.floor((unit - 1) / 5), (unit - 1) % 5];
    if (["hidden", "mosaic"].includes(shape)) return [c / 5, r / 5, 1 / 5, 1 / 5];
    if (["output", "matrix"].includes(shape)) return [0, (output - 1) / 10, 1, 1 / 10];
    return null;
  }

  let now = 0;
  let shown = []; // trace and parameters
  // t: the trace; chosen: {step, unit, output}
  function update(t, theta, chosen) {
    now = chosen.step;
    shown = [t, theta];
    const step = STEPS[now];
    const current = step.shows === "reg" ? ["dW1", "dW2"] : [step.shows];
    for (const cell of cells) {
      const { key, element, canvas, mark, scale } = cell;
      const isParameter = key in USED;
      const reached = isParameter || stepOf(key) <= now;
      element.classList.toggle("todo", !reached);
      element.classList.toggle("current", current.includes(key));
      element.setAttribute("aria-current", current.includes(key) ? "step" : "false");
      canvas.hidden = !reached;
      mark.hidden = !reached || !place(cell, chosen);
      scale.textContent = "";
      let spoken = "not computed yet";
      if (reached) {
        const values = valuesOf(key, t, theta, now);
        const most = paintCell(cell, values);
        const at = place(cell, chosen);
        if (at)
          ["left", "top", "width", "height"].forEach((side, i) => (mark.style[side] = `${100 * at[i]}%`));
        if (key !== "J") scale.textContent = cell.map === "signed" ? `±${number(most, 2)}` : "0 to 1";
        spoken =
          key === "J"
            ? `J is ${number(t.J)}`
            : `${values.length} values from ${number(Math.min(...values))} to ${number(Math.max(...values))}`;
      }
      element.setAttribute("aria-label", `${cell.spoken}, ${cell.size}: ${spoken}`);
    }
    loss.textContent = now >= stepOf("J") ? `J = ${number(t.J, 3)}` : "";
  }

  const reached = () => cells.filter(({ canvas }) => !canvas.hidden);
  const save = saveButtons("variables", () => ({
    caption: `The variables of the network up to ${STEPS[now].ref}. ${loss.textContent}`,
    drawing: sheetOf(
      reached().map(({ canvas, spoken, scale }) => ({ canvas, label: `${spoken} ${scale.textContent}` })),
      5,
      130,
    ),
    rows: [
      ["variable", "index", "value"],
      ...reached().flatMap(({ key }) => Array.from(valuesOf(key, ...shown, now), (v, i) => [key, i, v])),
    ],
  }));

  return { element: h("div", {}, grid, legend, save), update };
}

function valuesOf(key, t, theta, step) {
  if (key in USED) return theta[key];
  if (key === "J") return t.y;
  return step === LAST && ["dW1", "dW2"].includes(key) ? t[`${key}reg`] : t[key];
}

// Returns the value that is painted darkest.
function paintCell({ canvas, shape, map }, values) {
  const limit = map === "signed" ? largest(values) || 1 : 1;
  const [rows, columns] = SHAPES[shape] ?? [];
  if (shape === "mosaic") paintTiles(canvas, values, { limit });
  else paint(canvas, values, { rows, columns, byColumn: shape === "image", map, limit });
  return limit;
}
