// The lines of the sheet in Check, each in its notation. A click opens an editor, in which the line is written as in the
// notebooks; or, while a mistake is hidden, a click is a guess.

import { LINES } from "../../model/algorithm.js";
import { MISTAKE } from "../../model/mistakes.js";
import { h } from "../../parts/dom.js";
import { tex } from "../../parts/math.js";

const GROUPS = [
  ["Forward", "Forward pass"],
  ["Loss", "Loss"],
  ["Alg. 1", "Algorithm 1"],
  ["Eq. 17", "Numerical gradient"],
  ["Alg. 3", "Momentum step"],
];
const HELP =
  "Names: X, W1, b1, W2, b2, z2, a2, z3, a3, Y, y, N, K, lambda_, eta3, delta3, ... as on the left of the lines; @ * / + - **, .T, sum(…, axis=1, keepdims=True), mean, sigmoid, log, exp, dot, [:, 0].";

// onType(id, text or null), onGuess(id)
export function renderProgram(onType, onGuess) {
  const rows = LINES.map(makeRow);
  let guessing = false;
  const groups = GROUPS.map(([part, title]) => {
    const own = rows.filter(({ line }) => line.part === part);
    const details = h(
      "details",
      { class: "lines", open: part === "Alg. 1" },
      h("summary", {}, title),
      ...own.map((row) => row.element),
    );
    return { part, own, details };
  });
  const inherited = h(
    "p",
    { class: "help" },
    "Off, too: lines that are right and work on what a wrong one gave.",
  );
  const element = h(
    "div",
    { class: "program" },
    ...groups.map(({ details }) => details),
    inherited,
    h("p", { class: "help" }, HELP),
  );

  function makeRow(line) {
    const input = h("input", {
      type: "text",
      class: "code",
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      maxlength: "300",
      placeholder: "your line, as in the notebook",
      "aria-label": `${line.ref}: ${line.name} =`,
    });
    const problem = h("p", { class: "ex3-problem", role: "alert" });
    const own = h(
      "div",
      { class: "own", hidden: true },
      h("code", {}, `${line.name} =`),
      input,
      h("button", { type: "button", "aria-label": "Take my line away", onclick: () => close(true) }, "×"),
      problem,
    );
    const inUse = h("p", { class: "in-use" });
    const heir = h("small", { class: "heir", hidden: true }, "off, too");
    const open = h(
      "button",
      { type: "button", class: "line-open", "aria-expanded": "false" },
      h("span", { class: "line-ref" }, line.ref, heir),
      h("span", { class: "line-tex" }, tex(line.tex)),
    );
    const element = h("div", { class: "row" }, open, inUse, own);
    open.addEventListener("click", () => (guessing ? onGuess(line.id) : own.hidden ? show() : close(false)));
    let typing = null;
    input.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => onType(line.id, input.value.trim() || null), 150);
    });
    function show(focus = true) {
      own.hidden = false;
      open.setAttribute("aria-expanded", "true");
      if (focus) input.focus();
    }
    function close(forget) {
      own.hidden = true;
      open.setAttribute("aria-expanded", "false");
      if (forget && input.value) {
        input.value = "";
        onType(line.id, null);
      }
      if (forget) open.focus();
    }
    return { line, element, input, problem, inUse, heir, open, show, close };
  }

  // code: typed lines; mistake: the chosen one; hunt: is a mistake hidden?; error: {line, message} or null; inherit: the
  // lines that work on a wrong value
  function update({ code, mistake, hunt, guess, error, inherit }) {
    guessing = hunt;
    inherited.hidden = hunt || !inherit.length;
    const { changes, wrong, of } = MISTAKE[mistake];
    for (const { line, element: row, input, problem, inUse, heir, show } of rows) {
      const typed = code[line.id];
      const isBroken = !hunt && (line.id in changes || line.id === of);
      row.classList.toggle("broken", isBroken && typed === undefined);
      row.classList.toggle("typed", typed !== undefined);
      row.classList.toggle("guessed", guess?.id === line.id && !guess.right);
      heir.hidden = hunt || !inherit.includes(line.id);
      row.classList.toggle("inherits", !heir.hidden);
      inUse.hidden = !(isBroken && line.id === of && typed === undefined);
      if (inUse.hidden) inUse.replaceChildren();
      else inUse.replaceChildren(h("small", {}, "in use"), tex(wrong));
      if (typed !== undefined) show(false);
      if (document.activeElement !== input) input.value = typed ?? "";
      problem.textContent = error?.line === line.id ? error.message : "";
      input.setAttribute("aria-invalid", String(error?.line === line.id));
    }
    for (const { own, details } of groups) {
      if (
        own.some(
          ({ line }) => code[line.id] !== undefined || (!hunt && (line.id in changes || line.id === of)),
        )
      )
        details.open = true;
    }
  }

  return { element, update };
}
