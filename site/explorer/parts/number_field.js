// A field for a number: it takes a decimal comma, says in words what it cannot take, and loses nothing that was typed.

import { neighbour, rangeOf, readNumber } from "../model/options.js";
import { h } from "./dom.js";

let count = 0;

// option: {name, low, high, whole}. onChange(value) is called with numbers within the limits only.
export function renderNumberField(option, onChange, label = option.name) {
  const id = `ex3-number-${++count}`;
  const problem = h("p", { class: "ex3-problem", id: `${id}-problem`, role: "alert" });
  const input = h("input", {
    id,
    type: "text",
    inputmode: option.whole ? "numeric" : "decimal",
    autocomplete: "off",
    "aria-describedby": problem.id,
  });
  const title = h("label", { for: id }, label);
  const element = h("div", { class: "ex3-field" }, title, input, problem);
  let value = option.start;

  function take(next) {
    input.removeAttribute("aria-invalid");
    problem.textContent = "";
    if (next !== value) onChange((value = next));
  }
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    const read = readNumber(input.value, option);
    if (read !== undefined) return take(read);
    input.setAttribute("aria-invalid", "true");
    problem.textContent = `${input.value.slice(0, 20) || "Nothing"} cannot be. ${rangeOf(option)}. It stays at ${value}.`;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = neighbour(value, event.key === "ArrowUp", option);
    input.value = String(next);
    take(next);
  });

  return {
    element,
    set(next, enabled = true) {
      if (next !== value || input.value === "") {
        input.value = String(next);
        input.removeAttribute("aria-invalid");
        problem.textContent = "";
      }
      value = next;
      input.disabled = !enabled;
    },
  };
}
