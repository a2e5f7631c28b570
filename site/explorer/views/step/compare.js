// "Compare with mine" in Step: numbers pasted from NumPy beside those of the step, entry by entry.

import { compare } from "../../model/compare.js";
import { h, number } from "../../parts/dom.js";

const MOST = 12; // entries shown
const NAMES = { a1: ["X"], J: ["J", "Y"], reg: ["dW1reg", "dW2reg"] };

// The step in NumPy: a call with its samples and its network.
export function callInNumpy(sample, n, isGiven) {
  const index = n === 1 ? `i = [${sample}]` : `i = (${sample} + 5000 * np.arange(${n}) // ${n}) % 5000`;
  const params = isGiven ? "load_parameters()" : 'Parameters(**np.load("theta.npz"))';
  return `X, y = load_digits()\n${index}\nnn_gradient(${params}, X[:, i], y[i], lambda_)`;
}

export function renderCompare() {
  const code = h("pre", { class: "code" });
  const text = h("textarea", {
    rows: "4",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": "Numbers from your notebook",
    oninput: () => again(),
  });
  const ask = h("p", { class: "hint" });
  const said = h("p", { role: "status" });
  const table = h("table", { class: "terms" });
  const element = h(
    "details",
    { class: "compare" },
    h("summary", {}, "Compare with mine"),
    ask,
    code,
    text,
    said,
    table,
  );
  let again = () => {};

  function show(shows, t) {
    const { said: words, wrong, count } = compare(text.value, NAMES[shows] ?? [shows], t.arrays, t.N);
    said.textContent = words;
    said.className = count && !wrong.length ? "" : "wrong";
    const heads = ["", "yours", "here"].map((name) => (name ? h("th", { scope: "col" }, name) : h("td", {})));
    const rows = wrong
      .slice(0, MOST)
      .map(({ at, mine, right }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, at),
          h("td", {}, number(mine, 8)),
          h("td", {}, number(right, 8)),
        ),
      );
    if (wrong.length > MOST)
      rows.push(h("tr", {}, h("td", { colspan: "3" }, `and ${wrong.length - MOST} more`)));
    table.hidden = !wrong.length;
    table.replaceChildren(h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
  }

  return {
    element,
    // sample: its number in the data, or null for another digit; isGiven: is it the network of the notebooks?
    update(shows, t, sample, lambda, isGiven) {
      const names = (NAMES[shows] ?? [shows]).map((name) => name.replace("reg", ""));
      ask.textContent = `Print ${names.join(" or ")} in your own nn_gradient and paste it here. ${
        sample === null
          ? "This digit is not in the notebooks' data: take one of the data set for it."
          : `With lambda_ = ${lambda}${isGiven ? "" : " and the network saved as theta.npz"}, call:`
      }`;
      code.hidden = sample === null;
      code.textContent = sample === null ? "" : callInNumpy(sample, t.N, isGiven);
      again = () => show(shows, t);
      again();
    },
  };
}
