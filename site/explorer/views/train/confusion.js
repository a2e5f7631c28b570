// Which digits are mixed up: a table of true digit and reading, whose cells open the digits in them.

import { classOf, forward } from "../../model/network.js";
import { choice, digitOf, field, h } from "../../parts/dom.js";
import { csvText, download } from "../../parts/save.js";
import { paint } from "../../parts/draw.js";

const ORDER = [10, 1, 2, 3, 4, 5, 6, 7, 8, 9]; // labels by their digits, zero first
const MOST = 40; // digits shown of a cell

export function renderConfusion(app) {
  const which = choice(
    [
      ["unseen", "the 2000 unseen digits"],
      ["data", "the 5000 of the data"],
    ],
    { onchange: () => show() },
  );
  const sum = h("p", { role: "status" });
  const table = h("table", { class: "confusion" });
  const found = h("div", { class: "found" });
  const element = h(
    "details",
    {},
    h("summary", {}, "Which digits are mixed up?"),
    h(
      "p",
      {},
      "Rows: what a digit is. Columns: what the network on show here reads. A click on a number opens these digits.",
    ),
    field("digits", which),
    sum,
    h(
      "div",
      { class: "scrolls", tabindex: "0", role: "group", "aria-label": "Table of digits and readings" },
      table,
    ),
    found,
    h(
      "button",
      { type: "button", onclick: () => download("mix-ups.csv", csvText(rows()), "text/csv") },
      "Save the table as CSV",
    ),
  );
  const rows = () => [
    ["digit", ...ORDER.map((_, r) => `read as ${r}`)],
    ...cells.map((row, t) => [t, ...row.map((cell) => cell.length)]),
  ];
  element.addEventListener("toggle", () => show());

  let cells = []; // of each true and each read label the sample numbers
  async function show() {
    const theta = app.mine?.theta ?? app.theta();
    if (!element.open || !theta || !app.digits) return;
    const isUnseen = which.value === "unseen";
    const digits = isUnseen ? await app.loadUnseen() : app.digits;
    cells = ORDER.map(() => ORDER.map(() => []));
    let right = 0;
    for (let i = 0; i < digits.count; i++) {
      const [truth, read] = [digits.labels[i], classOf(forward(theta, digits.sample(i)).a3)];
      cells[truth % 10][read % 10].push(isUnseen ? 5000 + i : i);
      if (truth === read) right++;
    }
    sum.textContent = `${right} of ${digits.count} are read rightly, ${((100 * right) / digits.count).toFixed(2)} %.`;
    const most = Math.max(...cells.flatMap((row, t) => row.map((cell, r) => (t === r ? 0 : cell.length))), 1);
    const head = h(
      "tr",
      {},
      h("td"),
      ...ORDER.map((label) => h("th", { scope: "col" }, String(digitOf(label)))),
    );
    table.replaceChildren(
      h("thead", {}, head),
      h(
        "tbody",
        {},
        ...cells.map((row, t) =>
          h("tr", {}, h("th", { scope: "row" }, String(t)), ...row.map((cell, r) => entry(cell, t, r, most))),
        ),
      ),
    );
    found.replaceChildren();
  }

  function entry(cell, t, r, most) {
    if (!cell.length) return h("td", {}, "");
    const button = h(
      "button",
      {
        type: "button",
        "aria-label": `${cell.length} of the digit ${t} read as ${r}`,
        onclick: () => open(cell, t, r),
      },
      String(cell.length),
    );
    button.style.setProperty("--share", t === r ? 0 : cell.length / most);
    return h("td", { class: t === r ? "right" : "" }, button);
  }

  function open(cell, t, r) {
    const pictures = cell.slice(0, MOST).map((sample) => {
      const canvas = h("canvas", { class: "pixels" });
      paint(canvas, sample < 5000 ? app.digits.sample(sample) : app.unseen.sample(sample - 5000), {
        byColumn: true,
      });
      const look = () =>
        app.store.set({
          view: "draw",
          sample,
          ink: [],
          blank: 0,
          net: app.mine ? "mine" : app.store.state.net,
        });
      return h(
        "button",
        { type: "button", "aria-label": `A ${t}, read as ${r}: open it in Draw`, onclick: look },
        canvas,
      );
    });
    const more = cell.length > MOST ? ` The first ${MOST} of ${cell.length}.` : "";
    found.replaceChildren(
      h("p", {}, `The digit ${t}, read as ${r}.${more} A click opens one in Draw.`),
      h("div", { class: "gallery" }, ...pictures),
    );
  }

  return { element, update: () => show() };
}
