// The network of Step with its edges: activations on the way forward, and on the way back who is to blame for how much.
// Every colour stands for a number of the step's own table, which the element keeps as data-value.

import { digitOf, h, number } from "../../parts/dom.js";
import { colourOf, largest, paint } from "../../parts/draw.js";
import { svg } from "../../parts/chart.js";
import { saveButtons } from "../../parts/save.js";
import { at, content } from "./flow.js";
import { STEPS } from "./steps.js";

const [WIDTH, HEIGHT] = [420, 400];
const [HIDDEN, OUTPUT] = [130, 350]; // x of the columns
const yHidden = (j) => 12 + (j * (HEIGHT - 24)) / 24;
const yOutput = (k) => 40 + (k * (HEIGHT - 80)) / 9;
const SATURATED = 0.05; // slope a(1 - a) below which hardly any error comes through

export function renderBlame(onChoose) {
  const image = h("canvas", { class: "pixels", role: "img" });
  const caption = h("figcaption", {});
  const inputs = Array.from({ length: 25 }, (_, j) =>
    svg("line", { x1: 0, y1: HEIGHT / 2, x2: HIDDEN, y2: yHidden(j) }),
  );
  const edges = Array.from({ length: 250 }, (_, i) => {
    const [k, j] = [Math.floor(i / 25), i % 25];
    return svg("line", { x1: HIDDEN, y1: yHidden(j), x2: OUTPUT, y2: yOutput(k) });
  });
  const hidden = Array.from({ length: 25 }, (_, j) =>
    circle(HIDDEN, yHidden(j), 7, () => onChoose({ unit: j + 1 })),
  );
  const outputs = Array.from({ length: 10 }, (_, k) =>
    circle(OUTPUT, yOutput(k), 13, () => onChoose({ output: k + 1 })),
  );
  const labels = outputs.map((_, k) =>
    svg("text", { x: OUTPUT + 22, y: yOutput(k) + 5, fill: "var(--text)" }, String(digitOf(k + 1))),
  );
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "blame-net", role: "img" },
    ...inputs,
    ...edges,
    ...hidden,
    ...outputs,
    ...labels,
  );
  const says = h("p", { class: "legend" });
  const values = (nodes, name) => nodes.map((node, i) => [name, i, node.dataset.value ?? ""]);
  const save = saveButtons("network", () => ({
    caption: drawing.getAttribute("aria-label"),
    drawing,
    rows: [
      ["part", "index", "value"],
      ...values(hidden, "hidden unit"),
      ...values(outputs, "output"),
      ...values(edges, "edge, row after row of W2"),
      ...values(inputs, "edges into a hidden unit"),
    ],
  }));
  const element = h(
    "div",
    { class: "blame", hidden: true },
    h("figure", {}, image, caption),
    drawing,
    says,
    save,
  );

  function circle(cx, cy, r, onclick) {
    const made = svg("circle", { cx, cy, r, stroke: "var(--edge)" });
    made.addEventListener("click", onclick);
    return made;
  }

  function fill(nodes, values, map) {
    const limit = map === "signed" ? largest(values) || 1 : 1;
    nodes.forEach((node, i) => {
      node.setAttribute("fill", colourOf(map, values[i] / limit));
      node.dataset.value = String(values[i]);
    });
  }
  function stroke(lines, values) {
    const limit = largest(values) || 1;
    lines.forEach((line, i) => {
      const share = Math.abs(values[i]) / limit;
      line.setAttribute("stroke", colourOf("signed", values[i] / limit));
      line.setAttribute("stroke-width", (0.3 + 3 * share).toFixed(2));
      line.setAttribute("stroke-opacity", (0.15 + 0.85 * share).toFixed(2));
      line.dataset.value = String(values[i]);
    });
  }
  function pale(parts) {
    for (const part of parts) {
      part.setAttribute(
        part.tagName === "line" ? "stroke" : "fill",
        part.tagName === "line" ? "var(--rule)" : "var(--paper)",
      );
      part.setAttribute("stroke-opacity", "0.5");
      delete part.dataset.value;
    }
  }

  function update(t, theta, { step, unit, output }) {
    const shown = content(t, theta, step);
    for (const [nodes, part] of [
      [hidden, shown.hidden],
      [outputs, shown.outputs],
    ]) {
      if (part) fill(nodes, part[1], part[2]);
      else pale(nodes);
    }
    for (const [lines, part] of [
      [edges, shown.edges],
      [inputs, shown.inputs],
    ]) {
      if (part) stroke(lines, part[1]);
      else pale(lines);
    }
    const isBack = step >= at("delta2");
    const saturated = hidden.map((_, j) => t.a2[j] * (1 - t.a2[j]) < SATURATED);
    hidden.forEach((node, j) => {
      node.setAttribute("stroke-dasharray", isBack && saturated[j] ? "2 2" : "none");
      node.setAttribute("stroke-width", j === unit - 1 ? 3 : 1);
      node.setAttribute("stroke", j === unit - 1 ? "var(--data)" : "var(--edge)");
    });
    outputs.forEach((node, k) => {
      node.setAttribute("stroke-width", k === output - 1 ? 3 : 1);
      node.setAttribute("stroke", k === output - 1 ? "var(--data)" : "var(--edge)");
    });
    const isGradient = step >= at("dW1");
    const row = (step === STEPS.length - 1 ? t.dW1reg : t.dW1).subarray((unit - 1) * 400, unit * 400);
    paint(image, isGradient ? row : t.a1, {
      byColumn: true,
      map: isGradient ? "signed" : "ink",
      limit: isGradient ? largest(row) || 1 : 1,
    });
    caption.textContent = isGradient
      ? `∂W⁽¹⁾ of unit ${unit}, ±${number(largest(row), 2)}`
      : "the image a⁽¹⁾";
    image.setAttribute("aria-label", caption.textContent);
    describe(t, shown, isBack ? saturated.filter(Boolean).length : 0);
  }

  function describe(t, shown, saturated) {
    const most = (values) =>
      values.reduce((best, v, i) => (Math.abs(v) > Math.abs(values[best]) ? i : best), 0);
    const parts = [];
    if (shown.outputs) {
      const k = most(shown.outputs[1]);
      parts.push(
        `Outputs: ${shown.outputs[0]}, largest at ${digitOf(k + 1)} with ${number(shown.outputs[1][k])}.`,
      );
    }
    if (shown.hidden) {
      const j = most(shown.hidden[1]);
      parts.push(
        `Hidden units: ${shown.hidden[0]}, largest at unit ${j + 1} with ${number(shown.hidden[1][j])}.`,
      );
    }
    if (shown.edges) {
      const i = most(shown.edges[1]);
      parts.push(
        `Edges: ${shown.edges[0]}, largest from unit ${(i % 25) + 1} to ${digitOf(Math.floor(i / 25) + 1)} with ${number(shown.edges[1][i])}.`,
      );
    }
    if (saturated)
      parts.push(
        `${saturated} hidden units are saturated (dashed): their slope a(1 − a) is below ${SATURATED}, and hardly any error comes through.`,
      );
    says.textContent = parts.join(" ");
    drawing.setAttribute(
      "aria-label",
      `The network: image, 25 hidden units, ten outputs. ${says.textContent}`,
    );
  }

  return { element, update };
}
