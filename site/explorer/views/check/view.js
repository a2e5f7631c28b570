// Check: backpropagation against Eq. 17 on the debug network; a line broken on purpose, in secret, or typed.

import { LINE, LINES } from "../../model/algorithm.js";
import { caseOf } from "../../model/case.js";
import { isUsersError } from "../../model/diagnosis.js";
import { checkStep, culprit, debugNetwork, heirs, judge, someEntries } from "../../model/gradient_check.js";
import { MISTAKE, MISTAKES } from "../../model/mistakes.js";
import { choice, field, h } from "../../parts/dom.js";
import { renderNumbers } from "./numbers.js";
import { renderProgram } from "./program.js";
import { renderResult } from "./result.js";
import { power } from "./words.js";

const STEPS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];
const HIDEABLE = MISTAKES.filter(({ id, group }) => group === "Alg. 1" || id === "lambda-bias");
const LAMBDAS = [
  [0, "0, as in the sheet's check"],
  [0.0002, "0.0002, as in training"],
  [3, "3, so that it shows"],
];

export function mountCheck(el, app) {
  const { store } = app;
  const groups = [...new Set(MISTAKES.map((m) => m.group))];
  const select = h(
    "select",
    { onchange: () => store.set({ mistake: select.value, hunt: 0 }) },
    ...groups.map((group) =>
      h(
        "optgroup",
        { label: group },
        ...MISTAKES.filter((m) => m.group === group).map((m) => h("option", { value: m.id }, m.name)),
      ),
    ),
  );
  const hide = h("button", { type: "button", onclick: () => hideOne() }, "Hide one from me");
  const guessed = h("p", { class: "guess", role: "status" });
  const program = renderProgram(
    (id, text) => {
      const { [id]: _, ...others } = store.state.code;
      store.set({ code: text === null ? others : { ...others, [id]: text } });
    },
    (id) => guessLine(id),
  );
  const on = choice(
    [
      ["debug", "debug network, 3–5–3"],
      ["shown", "the one of Draw, 400–25–10"],
      ["case", "the one of your notebook's check"],
    ],
    { onchange: () => store.set({ on: on.value }) },
  );
  const lambda = choice(LAMBDAS, { onchange: () => store.set({ clambda: Number(lambda.value) }) });
  const epsilons = STEPS.map((value) => ({
    value,
    element: h("button", { type: "button", onclick: () => store.set({ epsilon: value }) }, power(value)),
  }));
  const result = renderResult(app);
  const numbers = renderNumbers();

  el.append(
    h(
      "div",
      { class: "lede" },
      h(
        "h1",
        { id: "check-title" },
        "Is the gradient right?",
        " ",
        h("small", {}, "Part F, Questions 2a and 3"),
      ),
      h(
        "p",
        {},
        "Two ways to the same numbers: g by backpropagation (Algorithm 1 of the sheet) and n by finite differences (Eq. 17). Break a line, find one that is hidden, or click a line and type your own: what shows, and where?",
      ),
    ),
    h(
      "div",
      { class: "check" },
      h(
        "div",
        { class: "broken" },
        h("div", { class: "ex3-tools" }, field("break a line", select), hide),
        guessed,
        program.element,
      ),
      h(
        "div",
        { class: "result" },
        h(
          "div",
          { class: "options" },
          field("network", on),
          field("regulariser λ", lambda),
          h(
            "div",
            { class: "ex3-field" },
            h("span", { id: "epsilon-title", class: "label" }, "step ε of Eq. 17"),
            h(
              "div",
              { class: "epsilons", role: "group", "aria-labelledby": "epsilon-title" },
              ...epsilons.map((e) => e.element),
            ),
          ),
        ),
        numbers.element,
        ...result.parts,
      ),
    ),
  );

  function hideOne() {
    const others = HIDEABLE.filter(({ id }) => id !== store.state.mistake);
    guess = null;
    store.set({
      mistake: others[Math.floor(Math.random() * others.length)].id,
      hunt: 1,
      clambda: 3,
      code: {},
    });
  }
  let guess = null;
  function guessLine(id) {
    const { changes } = MISTAKE[store.state.mistake];
    guess = { id, right: id in changes };
    if (guess.right) store.set({ hunt: 0 });
    else update(store.state);
  }

  function changesOf({ mistake, code }) {
    const { changes, skipped = [] } = MISTAKE[mistake];
    return { changes: { ...changes, ...code }, skipped };
  }

  // The debug network, or four entries of each block of the network on show, with five digits.
  function problemOf(state) {
    if (state.on === "case" && state.case) return caseOf(state.case);
    if (state.on !== "shown") return debugNetwork();
    const [params, digit] = [app.theta(), app.digit()];
    if (!params || !app.digits) return null;
    return { params, ...app.batch(digit, 5), entries: someEntries(params, 4) };
  }

  function update(state) {
    const { mistake, code, clambda, epsilon, hunt } = state;
    const problem = problemOf(state);
    if (!problem) return;
    const options = { ...changesOf(state), lambda: clambda, epsilon, problem };
    on.options[2].hidden = !state.case;
    on.value = state.on;
    numbers.update(problem, clambda, state.on === "case" ? state.see : "");
    let [judged, error, inherit] = [null, null, []];
    try {
      judged = judge(options);
      inherit = heirs(options);
      if ("v" in code || "theta" in code) checkStep(code);
    } catch (caught) {
      if (!isUsersError(caught)) throw caught;
      error = culprit(caught, options);
      error.line ??= LINES.findLast(({ id, name }) => id in options.changes && name === caught.symbol)?.id;
    }
    select.value = mistake;
    if (hunt) select.selectedIndex = -1;
    hide.textContent = hunt || mistake !== "none" ? "Hide another from me" : "Hide one from me";
    showGuess(state);
    program.update({ code, mistake, hunt: hunt === 1, guess: hunt ? guess : null, error, inherit });
    if (![...lambda.options].some((option) => Number(option.value) === clambda))
      lambda.append(h("option", { value: String(clambda) }, String(clambda)));
    lambda.value = String(clambda);
    for (const { value, element } of epsilons)
      element.setAttribute("aria-pressed", String(value === epsilon));
    el.classList.toggle("fails", !judged?.passes);
    result.update(judged, error, state, options);
  }

  function showGuess({ hunt, mistake }) {
    if (hunt)
      guessed.textContent =
        guess && !guess.right
          ? `Not ${LINE[guess.id].ref} of ${LINE[guess.id].part}. Which blocks are off, and what do they share?`
          : "One line of Algorithm 1 is wrong now. Look at the blocks, then click the line.";
    else
      guessed.textContent =
        guess?.right && guess.id in MISTAKE[mistake].changes ? `Found: ${MISTAKE[mistake].name}.` : "";
  }

  return { update, redraw: () => update(store.state) };
}
