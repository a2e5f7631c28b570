// The drawing pad in a notebook: its 400 grey values go to Python, and what Python makes of them comes back.

import { digitOf, h } from "../explorer/parts/dom.js";
import { renderPad } from "../explorer/parts/pad.js";
import { keepKeys } from "./keys.js";
import { followTheme } from "./theme.js";

export function render({ model, el }) {
  const place = h("div");
  const rows = Array.from({ length: 10 }, (_, k) => {
    const fill = h("span", { class: "ex3-fill" });
    const value = h("span", { class: "ex3-value" }, "");
    const row = h(
      "li",
      {},
      h("span", { class: "ex3-digit" }, String(digitOf(k + 1))),
      h("span", { class: "ex3-track" }, fill),
      value,
    );
    return { row, fill, value };
  });
  const list = h(
    "ol",
    { class: "ex3-outputs", "aria-label": "The ten outputs" },
    ...rows.map(({ row }) => row),
  );
  keepKeys(el);
  el.append(h("div", { class: "ex3 ex3-reader" }, place, list));

  const pad = renderPad(place, {
    onPixels(pixels) {
      model.set("pixels", pixels ? Array.from(pixels) : []);
      model.save_changes();
    },
  });

  function show() {
    const { outputs = [], sentence = "" } = model.get("reading");
    const most = Math.max(...outputs);
    rows.forEach(({ row, fill, value }, k) => {
      const known = k < outputs.length;
      fill.style.width = known ? `${100 * Math.min(Math.max(outputs[k], 0), 1)}%` : "0";
      value.textContent = known ? outputs[k].toFixed(3) : "";
      row.classList.toggle("ex3-first", known && outputs[k] === most);
    });
    pad.say(sentence);
  }
  show();
  model.on("change:reading", show);
  const stop = followTheme(el, pad.redraw);
  return () => {
    stop();
    model.off("change:reading", show);
    pad.destroy();
  };
}
