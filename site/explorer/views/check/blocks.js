// The four blocks of both gradients in Check, and their difference, on one scale; and all numbers as a table.

import { h, number } from "../../parts/dom.js";
import { largest, paint } from "../../parts/draw.js";
import { tex } from "../../parts/math.js";
import { agreement } from "./words.js";

const NAMES = {
  W1: "\\partial W^{(1)}",
  b1: "\\partial b^{(1)}",
  W2: "\\partial W^{(2)}",
  b2: "\\partial b^{(2)}",
};
const shapesOf = ([D, H, K]) => ({ W1: [H, D], b1: [H, 1], W2: [K, H], b2: [K, 1] });
const WIDTHS = { W1: 400, b1: 1, W2: 25, b2: 1 }; // of the large network
const CAPTIONS = ["backprop", "Eq. 17", "difference"];
const SPOKEN = ["by backpropagation", "by Eq. 17", "their difference"];

export function renderBlocks() {
  const blocks = Object.keys(NAMES).map(makeBlock);
  const rows = h("tbody");
  const element = h("div", { class: "blocks" }, ...blocks.map((block) => block.element));
  const heads = ["backpropagation", "Eq. 17", "difference"].map((name) => h("th", { scope: "col" }, name));
  const all = h(
    "details",
    {},
    h("summary", {}, "The numbers, with NumPy's indices"),
    h("table", { class: "terms" }, h("thead", {}, h("tr", {}, h("td"), ...heads)), rows),
  );

  function makeBlock(name) {
    const canvases = CAPTIONS.map(() => h("canvas", { class: "pixels", role: "img" }));
    const value = h("p", { class: "value" });
    const scale = h("p", { class: "scale" });
    const size = h("small", {});
    const figures = canvases.map((canvas, i) =>
      h("figure", {}, h("div", { class: "frame" }, canvas), h("figcaption", {}, CAPTIONS[i])),
    );
    const block = h(
      "div",
      { class: "block" },
      h("h3", {}, tex(NAMES[name]), " ", size),
      value,
      h("div", { class: "three" }, ...figures),
      scale,
    );
    return { name, canvases, size, value, scale, element: block };
  }

  // entries: which entries these are, if not all
  function update({ analytic, numerical, blocks: distances, off, sizes }, entries = null) {
    const shapes = shapesOf(sizes);
    const tallest = entries ? 5 : Math.max(...sizes.slice(1));
    for (const { name, canvases, size, value, scale, element: block } of blocks) {
      const [height, width] = entries ? [2, analytic[name].length / 2] : shapes[name];
      size.textContent = entries ? `${entries[name].length} of its entries` : `${height}×${width}`;
      for (const canvas of canvases) {
        canvas.style.aspectRatio = `${width} / ${height}`;
        canvas.style.height = `${Math.min((100 * height) / width, (100 * height) / tallest)}%`;
      }
      const difference = numerical[name].map((n, i) => n - analytic[name][i]);
      const limit = Math.max(largest(analytic[name]), largest(numerical[name])) || 1;
      [analytic[name], numerical[name], difference].forEach((values, i) => {
        paint(canvases[i], values, { rows: height, columns: width, map: "signed", limit });
        canvases[i].setAttribute(
          "aria-label",
          `Gradient of ${name}, ${SPOKEN[i]}: from ${number(Math.min(...values))} to ${number(Math.max(...values))}`,
        );
      });
      scale.textContent = `All three on one scale, ±${number(limit, 2)}; largest difference ${number(largest(difference), 2)}.`;
      value.textContent = agreement(distances[name], off.includes(name));
      block.classList.toggle("off", off.includes(name));
    }
    rows.replaceChildren(
      ...Object.keys(NAMES).flatMap((name) =>
        Array.from(analytic[name], (a, i) => {
          const width = entries ? WIDTHS[name] : shapes[name][1];
          const at = entries ? entries[name][i] : i;
          const n = numerical[name][i];
          const cells = [number(a, 10), number(n, 10), number(n - a, 2)].map((v) => h("td", {}, v));
          return h(
            "tr",
            {},
            h("th", { scope: "row" }, `${name}[${Math.floor(at / width)}, ${at % width}]`),
            ...cells,
          );
        }),
      ),
    );
  }

  return { element, all, update };
}
