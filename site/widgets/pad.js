// The drawing pad in a notebook: its 400 grey values go to Python, and what Python makes of them comes back. Beside it
// stand the 20x20 pixels that go in, and the ten outputs of each network that reads them.

import { digitOf, h } from "../explorer/parts/dom.js";
import { paint } from "../explorer/parts/draw.js";
import { renderPad } from "../explorer/parts/pad.js";
import { keepKeys } from "./keys.js";
import { followTheme } from "./theme.js";

const NOTHING = new Float64Array(400);

// A list with the ten outputs of one network.
function renderOutputs() {
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
  const list = h("ol", { class: "ex3-outputs" }, ...rows.map(({ row }) => row));
  return {
    list,
    update(outputs) {
      const most = Math.max(...outputs);
      rows.forEach(({ row, fill, value }, k) => {
        const known = k < outputs.length;
        fill.style.width = known ? `${100 * Math.min(Math.max(outputs[k], 0), 1)}%` : "0";
        value.textContent = known ? outputs[k].toFixed(3) : "";
        row.classList.toggle("ex3-first", known && outputs[k] === most);
      });
    },
  };
}

export function render({ model, el }) {
  const place = h("div");
  const seen = h("canvas", { class: "ex3-seen", role: "img" });
  const { networks } = model.get("reading");
  const outputs = networks.map(renderOutputs);
  const columns = networks.map(({ name }, i) => {
    outputs[i].list.setAttribute("aria-label", `The ten outputs of ${name}`);
    return h("div", { class: "ex3-network" }, h("p", { class: "ex3-name" }, name), outputs[i].list);
  });
  keepKeys(el);
  el.append(
    h(
      "div",
      { class: "ex3 ex3-reader" },
      place,
      h("figure", { class: "ex3-goes-in" }, seen, h("figcaption", {}, "what goes in: 20×20 pixels")),
      h("div", { class: "ex3-networks" }, ...columns),
    ),
  );

  const pad = renderPad(place, {
    onPixels(pixels) {
      model.set("pixels", pixels ? Array.from(pixels) : []);
      model.save_changes();
      showSeen();
    },
  });

  function showSeen() {
    const pixels = model.get("pixels");
    const drawn = pixels.length > 0;
    paint(seen, drawn ? pixels : NOTHING, { byColumn: true });
    seen.setAttribute("aria-label", drawn ? "Your drawing as 20 by 20 grey values." : "Nothing goes in yet.");
  }
  function show() {
    const { networks: found, sentence = "" } = model.get("reading");
    found.forEach(({ outputs: values }, i) => outputs[i].update(values));
    pad.say(sentence);
  }
  showSeen();
  show();
  model.on("change:reading", show);
  const stop = followTheme(el, () => {
    pad.redraw();
    showSeen();
  });
  return () => {
    stop();
    model.off("change:reading", show);
    pad.destroy();
  };
}
