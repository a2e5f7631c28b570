// The map of Step: a picture of each variable of the network, in the order in which they are computed.

import { digitOf, h, number } from "../../parts/dom.js";
import { saveButtons, sheetOf } from "../../parts/save.js";
import { tex } from "../../parts/math.js";
import { CELLS, LAST, paintCell, stepOf, USED, valuesOf } from "./cells.js";
import { STEPS } from "./steps.js";

const RAILS = ["parameters", "forward →", "← back", "gradients"];

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
