// The settings of a training run: fields for all options, and the settings of Parts H and I as buttons.

import { OPTIONS, OPTION_NAMES, PRESETS } from "../model/options.js";
import { choice, field, h } from "./dom.js";
import { renderNumberField } from "./number_field.js";

// onChange(options) after each change.
export function renderForm(options, onChange) {
  const change = (changes) => {
    options = { ...options, ...changes };
    show();
    onChange(options);
  };
  const algorithm = choice(Object.entries(OPTIONS.algorithm.choices), {
    onchange: (event) => {
      event.stopPropagation();
      change({ algorithm: algorithm.value });
    },
  });
  const fields = OPTION_NAMES.filter((name) => name !== "algorithm").map((name) => [
    name,
    renderNumberField(OPTIONS[name], (value) => change({ [name]: value })),
  ]);
  const presets = Object.entries(PRESETS).map(([name, preset]) =>
    h(
      "button",
      { type: "button", onclick: () => change(preset) },
      `${name}: ${preset.algorithm.toUpperCase()}`,
    ),
  );
  const element = h(
    "form",
    { class: "ex3-form", onsubmit: (event) => event.preventDefault() },
    h("div", { class: "ex3-tools" }, ...presets),
    field(OPTIONS.algorithm.name, algorithm),
    ...fields.map(([, made]) => made.element),
  );

  function show() {
    algorithm.value = options.algorithm;
    const used = (name) => options.algorithm === "sgd" || !["B", "batches"].includes(name);
    for (const [name, made] of fields) made.set(options[name], used(name));
    Object.values(PRESETS).forEach((preset, i) => {
      const same = Object.entries(preset).every(([name, value]) => options[name] === value);
      presets[i].setAttribute("aria-pressed", String(same));
    });
  }
  show();

  return {
    element,
    set(next) {
      options = { ...options, ...next };
      show();
    },
  };
}
