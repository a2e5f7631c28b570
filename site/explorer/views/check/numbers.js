// All numbers of one variable of Algorithm 1, as a table, for who comes from a notebook's check.

import { LINE, run } from "../../model/algorithm.js";
import { h, number } from "../../parts/dom.js";
import { tex } from "../../parts/math.js";

export function renderNumbers() {
  const title = h("h2", {});
  const size = h("p", { class: "hint" });
  const table = h("table", { class: "terms" });
  const scroll = h(
    "div",
    { class: "numbers-scroll", tabindex: "0", role: "region", "aria-label": "Numbers" },
    table,
  );
  const element = h("section", { class: "numbers", hidden: true }, title, size, scroll);

  // see: the id of a line, or "" for none
  function update({ params, X, y }, lambda, see) {
    element.hidden = !see;
    if (!see) return;
    const { shape, data } = run(params, X, y, lambda).byLine[see];
    const [rows, columns = 1] = shape;
    title.replaceChildren("As it should be: ", tex(LINE[see].tex));
    size.textContent = `${shape.join("×")} numbers; rows and columns count from 0, as NumPy's do.`;
    const heads = Array.from({ length: columns }, (_, c) => h("th", { scope: "col" }, String(c)));
    table.replaceChildren(
      h("thead", {}, h("tr", {}, h("td"), ...heads)),
      h(
        "tbody",
        {},
        ...Array.from({ length: rows ?? 1 }, (_, r) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, String(r)),
            ...Array.from({ length: columns }, (_, c) => h("td", {}, number(data[r * columns + c], 6))),
          ),
        ),
      ),
    );
  }
  return { element, update };
}
