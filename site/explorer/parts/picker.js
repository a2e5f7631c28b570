// Chooses a sample of the data by its digit and number: the way in without a pointer, and the only one in "Step".

import { classOf, forward } from "../model/network.js";
import { choice, field, h } from "./dom.js";

const PER_DIGIT = 500; // samples lie in blocks, zero first

export function renderPicker(el, app) {
  const digit = choice(
    Array.from({ length: 10 }, (_, d) => [d, String(d)]),
    { onchange: () => pick(Number(digit.value), at() % PER_DIGIT) },
  );
  const which = h("input", {
    type: "number",
    min: "1",
    max: String(PER_DIGIT),
    step: "1",
    onchange: () => which.validity.valid && which.value && pick(Number(digit.value), which.value - 1),
  });
  const inNumpy = h("small", {}, "");
  const move = (by) => () => choose((at() + by + 5000) % 5000);
  const mine = h(
    "button",
    { type: "button", onclick: () => app.store.set({ ink: app.lastInk, blank: 0 }) },
    "My drawing",
  );
  const buttons = [
    h("button", { type: "button", "aria-label": "Previous sample", onclick: move(-1) }, "‹"),
    h("button", { type: "button", "aria-label": "Next sample", onclick: move(1) }, "›"),
    h("button", { type: "button", onclick: () => choose(Math.floor(Math.random() * 5000)) }, "Random"),
    h(
      "button",
      {
        type: "button",
        title: "The next sample that this network gets wrong",
        onclick: () => choose(nextMistake()),
      },
      "Next mistake",
    ),
    mine,
  ];
  const root = h(
    "fieldset",
    { class: "picker" },
    h("legend", {}, "a digit of the data set"),
    field("digit", digit),
    field("number", which),
    inNumpy,
    h("div", { class: "ex3-tools" }, ...buttons),
  );
  el.append(root);

  const at = () => app.store.state.sample % 5000;
  const choose = (sample) => app.store.set({ sample, ink: [], blank: 0, taught: 0 });
  const pick = (d, number) => choose(d * PER_DIGIT + number);

  function nextMistake() {
    const theta = app.theta();
    for (let i = 1; i < 5000; i++) {
      const sample = (at() + i) % 5000;
      if (classOf(forward(theta, app.digits.sample(sample)).a3) !== app.digits.labels[sample]) return sample;
    }
    return at();
  }

  return {
    update({ sample, ink }) {
      const isUnseen = sample >= 5000;
      digit.value = isUnseen ? "" : String(Math.floor(sample / PER_DIGIT));
      which.value = isUnseen ? "" : String((sample % PER_DIGIT) + 1);
      inNumpy.textContent = isUnseen ? "" : `X[:, ${sample}] in NumPy`;
      mine.hidden = ink.length > 0 || !app.lastInk.length;
      root.disabled = !app.digits;
      root.classList.toggle("idle", ink.length > 0);
    },
  };
}
