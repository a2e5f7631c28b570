// Draw: a digit goes in, 25 hidden units light up, ten outputs say what it is.

import { classOf, forward } from "../../model/network.js";
import { h, isTyping } from "../../parts/dom.js";
import { paint } from "../../parts/draw.js";
import { renderPad } from "../../parts/pad.js";
import { renderNetworkChoice } from "../../parts/network_choice.js";
import { renderPicker } from "../../parts/picker.js";
import { renderReading } from "./reading.js";
import { renderUnits } from "./units.js";
import { renderWhy } from "./why.js";

export function mountDraw(el, app) {
  const { store } = app;
  const left = h("div", { class: "draw-in" });
  const pick = h("div", { class: "draw-pick" });
  const seen = h("canvas", { class: "pixels", role: "img" });
  const reading = renderReading(app, () => pad);
  const units = renderUnits(app);
  const why = renderWhy(app);
  reading.bars.append(why.element);

  el.append(
    h(
      "div",
      { class: "lede" },
      h(
        "h1",
        { id: "draw-title" },
        "What does the network read?",
        " ",
        h("small", {}, "Part C, Question 1a"),
      ),
      h(
        "p",
        {},
        "Draw a digit, or take one of the 5000 it was trained on. Its pixels go in on the left, 25 hidden units answer to patterns in them, and ten outputs say how likely each digit is, each output by itself.",
      ),
    ),
    h("div", { class: "draw" }, left, reading.element, pick, units.element, reading.bars),
  );
  const pad = renderPad(left, {
    strokes: store.state.ink,
    onPixels: (pixels, strokes) => {
      inked = strokes;
      if (strokes.length) app.lastInk = strokes;
      const label = strokes.length ? store.state.label : 0;
      store.set({ ink: strokes, label, blank: strokes.length ? 0 : 1, taught: 0 });
    },
  });
  left
    .querySelector(".ex3-tools")
    .append(h("figure", { class: "seen" }, seen, h("figcaption", {}, "what goes in: 20×20 pixels")));
  const picker = renderPicker(pick, app);
  const networkChoice = renderNetworkChoice(pick, app);
  let inked = store.state.ink;
  document.addEventListener("keydown", (event) => {
    if (store.state.view !== "draw" || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey))
      return;
    if (isTyping({ target: event.target }) && !event.target.closest(".ex3-pad")) return;
    event.preventDefault();
    pad.undo();
  });

  function update(state) {
    if (state.ink !== inked) pad.setStrokes((inked = state.ink));
    picker.update(state);
    networkChoice.update(state);
    const theta = app.theta();
    const digit = app.digit();
    el.classList.toggle("awaited", !theta);
    if (!theta || !digit) return;
    const blank = state.blank === 1 && !digit.fromInk;
    const x = blank ? new Float64Array(400) : digit.x;
    pad.showPixels(digit.fromInk || blank ? null : x);
    paint(seen, x, { byColumn: true });
    seen.setAttribute(
      "aria-label",
      blank ? "Nothing goes in yet." : `${digit.name}, as 20 by 20 grey values.`,
    );

    const pass = forward(theta, x);
    const read = classOf(pass.a3);
    const output = state.output || read;
    reading.update({ digit, pass, read, output, blank, theta }, state);
    units.update({ x, pass, output, theta }, state);
    why.update({ digit, x, pass, output, blank, theta }, state);
  }

  return {
    update,
    redraw() {
      units.forget();
      pad.redraw();
      update(store.state);
    },
  };
}
