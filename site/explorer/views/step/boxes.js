// The shapes that meet in a step as boxes, sides drawn by the square root of their size: try to match the dimensions.

import { h } from "../../parts/dom.js";

const UNIT = 0.26; // rem, for a side of one

export function renderBoxes() {
  const element = h("p", { class: "boxes", role: "img" });
  return {
    element,
    update(parts, n) {
      const size = (side) => (side === "N" ? n : side);
      const spoken = parts.map((part) =>
        typeof part === "string" ? part : `${part[0]} of ${size(part[1])} by ${size(part[2])}`,
      );
      element.setAttribute("aria-label", `Shapes: ${spoken.join(" ")}`);
      element.replaceChildren(
        ...parts.map((part) => {
          if (typeof part === "string") return h("span", { class: "sign" }, part);
          const [name, rows, columns] = [part[0], size(part[1]), size(part[2])];
          const box = h("span", { class: "shape" });
          box.style.height = `${UNIT * Math.sqrt(Math.min(rows, 400))}rem`;
          box.style.width = `${UNIT * Math.sqrt(Math.min(columns, 400))}rem`;
          return h(
            "span",
            { class: "boxed" },
            h("span", { class: "box-name" }, name),
            box,
            h("small", {}, `${rows}×${columns}`),
          );
        }),
      );
    },
  };
}
