// Why it reads this: which pixels speak for an output and which against it, and which digits look alike to the network.

import { alike, speaksFor } from "../../model/teach.js";
import { digitOf, h, number, withArticle } from "../../parts/dom.js";
import { largest, paint } from "../../parts/draw.js";

const MOST = 4; // digits shown

export function renderWhy(app) {
  const canvas = h("canvas", { class: "pixels", role: "img" });
  const title = h("h3", {});
  const gallery = h("div", { class: "gallery" });
  const others = h(
    "details",
    {},
    h("summary", {}, "Which digits look like it to the network?"),
    h(
      "p",
      {},
      "Those of the 5000 that light the 25 hidden units most alike. A click opens one; “My drawing” brings yours back.",
    ),
    gallery,
  );
  const pixels = h(
    "div",
    {},
    title,
    h("p", {}, "Orange strokes raise this output, purple ones lower it; another output is a click away."),
    canvas,
  );
  const element = h("div", { class: "why" }, pixels, others);
  let show = () => {};
  others.addEventListener("toggle", () => show());

  function update({ digit, x, pass, output, blank, theta }, state) {
    element.hidden = blank;
    if (blank) return;
    const parts = speaksFor(theta, x, output);
    title.textContent = `What speaks for ${withArticle(digitOf(output))}`;
    paint(canvas, parts, { byColumn: true, map: "signed", limit: largest(parts) || 1 });
    const sum = (sign) => parts.reduce((s, v) => s + (v * sign > 0 ? v : 0), 0);
    canvas.setAttribute(
      "aria-label",
      `The inked pixels by what they add to z of the output ${digitOf(output)}: ${number(sum(1), 3)} for it and ${number(sum(-1), 3)} against it.`,
    );
    const own = digit.fromInk ? -1 : state.sample;
    let shown = false;
    show = () => {
      if (!others.open || shown || !app.digits) return;
      shown = true;
      gallery.replaceChildren(...alike(theta, app.allDigits(), pass.a2, MOST, own).map(look));
    };
    show();
  }

  function look(sample) {
    const picture = h("canvas", { class: "pixels" });
    paint(picture, app.digits.sample(sample), { byColumn: true });
    const what = withArticle(digitOf(app.digits.labels[sample]));
    return h(
      "button",
      {
        type: "button",
        "aria-label": `Sample ${sample + 1}, ${what}: open it`,
        onclick: () => app.store.set({ sample, ink: [], blank: 0, taught: 0 }),
      },
      picture,
    );
  }

  return { element, update };
}
