// The settings of a training run: fields for all options, and the settings of Parts H and I as buttons.

import { OPTIONS, OPTION_NAMES, PRESETS } from "../model/options.js";
import { choice, field, h } from "./dom.js";
import { renderNumberField } from "./number_field.js";

// onChange(options) after each change; names: the options that have a field.
export function renderForm(options, onChange, { names = OPTION_NAMES, withPresets = true } = {}) {
  const change = (changes) => {
    options = { ...options, ...changes };
    show();
    onChange(options);
  };
  const choices = names
    .filter((name) => OPTIONS[name].choices)
    .map((name) => {
      const select = choice(Object.entries(OPTIONS[name].choices), {
        onchange: (event) => {
          event.stopPropagation();
          change({ [name]: select.value });
        },
      });
      return [name, { element: field(OPTIONS[name].name, select), set: (value) => (select.value = value) }];
    });
  const numbers = names
    .filter((name) => !OPTIONS[name].choices)
    .map((name) => [name, renderNumberField(OPTIONS[name], (value) => change({ [name]: value }))]);
  const fields = Object.fromEntries([...choices, ...numbers]);
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
    withPresets ? h("div", { class: "ex3-tools" }, ...presets) : null,
    ...names.map((name) => fields[name].element),
  );

  function show() {
    const used = (name) => options.algorithm === "sgd" || !["B", "batches"].includes(name);
    for (const name of names) fields[name].set(options[name], used(name));
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
