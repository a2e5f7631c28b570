// Draw: a digit goes in, 25 hidden units light up, ten outputs say what it is.

import { digitOf, h, number } from "../parts/dom.js";
import { largest, limitOf, paint } from "../parts/draw.js";
import { classOf, forward } from "../model/network.js";
import { renderPad } from "../parts/pad.js";
import { renderNetworkChoice, renderPicker } from "../parts/picker.js";

export function mountDraw(el, app) {
  const { store } = app;
  const left = h("div", { class: "draw-in" });
  const pick = h("div", { class: "draw-pick" });
  const seen = h("canvas", { class: "pixels", role: "img" });
  const numeral = h("span", { class: "numeral", "aria-hidden": "true" });
  const verdict = h("p", { class: "verdict" });
  const origin = h("p", { class: "origin" });
  const bars = Array.from({ length: 10 }, (_, i) => bar(i + 1));
  const tiles = Array.from({ length: 25 }, (_, j) => tile(j + 1));
  const votes = h("p", { class: "votes" });
  const unitTitle = h("h3", {});
  const unitText = h("p", {});
  const unitWeights = h("canvas", { class: "pixels", role: "img" });
  const unitProduct = h("canvas", { class: "pixels", role: "img" });
  const network = h("div", { class: "network" });

  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "draw-title" }, "What does the network read?"),
      h(
        "p",
        {},
        "Draw a digit, or take one of the 5000 it was trained on. Pixels go in on the left, 25 hidden units answer to patterns in them, and ten outputs say how likely each digit is.",
      ),
    ),
    h(
      "div",
      { class: "draw" },
      left,
      pick,
      h(
        "div",
        { class: "draw-hidden" },
        h(
          "h2",
          {},
          "25 hidden units ",
          h("small", {}, "the weights of each as an image, lit by its activation"),
        ),
        h("div", { class: "tiles" }, ...tiles.map((t) => t.element)),
        votes,
        h(
          "div",
          { class: "unit" },
          h("div", {}, unitTitle, unitText),
          h("figure", {}, unitWeights, h("figcaption", {}, "weights")),
          h("figure", {}, unitProduct, h("figcaption", {}, "weights × pixels")),
        ),
      ),
      h(
        "div",
        { class: "draw-out" },
        h("h2", {}, "10 outputs ", h("small", {}, "the likelihood of each digit")),
        h("div", { class: "reading" }, numeral, h("div", {}, verdict, origin)),
        h("ol", { class: "bars" }, ...bars.map((b) => h("li", {}, b.element))),
      ),
    ),
  );
  const pad = renderPad(left, {
    strokes: store.state.ink,
    onPixels: (pixels, strokes) => {
      inked = strokes;
      if (strokes.length) app.lastInk = strokes;
      store.set({ ink: strokes, label: 0 });
    },
  });
  left
    .querySelector(".ex3-tools")
    .append(h("figure", { class: "seen" }, seen, h("figcaption", {}, "what goes in: 20×20 pixels")));
  const picker = renderPicker(pick, app);
  pick.append(network);
  const networkChoice = renderNetworkChoice(network, app);
  let inked = store.state.ink;
  let speaking = null;

  function bar(label) {
    const fill = h("span", { class: "fill" });
    const value = h("span", { class: "value" });
    const element = h(
      "button",
      {
        type: "button",
        class: "bar",
        onclick: () => store.set({ output: store.state.output === label ? 0 : label }),
      },
      h("span", { class: "digit" }, String(digitOf(label))),
      h("span", { class: "track" }, fill),
      value,
    );
    return { element, fill, value };
  }

  function tile(unit) {
    const canvas = h("canvas", { class: "pixels" });
    const vote = h("span", { class: "vote" });
    const value = h("span", { class: "value" });
    const element = h(
      "button",
      { type: "button", class: "tile", onclick: () => store.set({ unit }) },
      h("span", { class: "lamp" }, canvas),
      vote,
      value,
    );
    return { element, canvas, vote, value };
  }

  let painted = null;
  function paintWeights(theta) {
    if (painted === theta) return;
    painted = theta;
    const limit = limitOf(theta.W1);
    tiles.forEach(({ canvas }, j) =>
      paint(canvas, theta.W1, { byColumn: true, map: "signed", limit, at: j * 400 }),
    );
  }

  function update(state) {
    if (state.ink !== inked) pad.setStrokes((inked = state.ink));
    picker.update(state);
    networkChoice.update(state);
    const theta = app.theta();
    const digit = app.digit();
    if (!theta || !digit) return;
    paintWeights(theta);

    const { z2, a2, z3, a3 } = forward(theta, digit.x);
    const read = classOf(a3);
    const second = classOf(a3.map((a, k) => (k === read - 1 ? -1 : a)));
    pad.showPixels(digit.fromInk ? null : digit.x);
    paint(seen, digit.x, { byColumn: true });
    seen.setAttribute("aria-label", `${digit.name}, as 20 by 20 grey values.`);

    numeral.textContent = String(digitOf(read));
    const sure = a3[read - 1];
    const how = sure > 0.9 ? "It reads" : sure > 0.5 ? "It probably reads" : "It is not sure, most likely";
    const sentence = `${how} a ${digitOf(read)}, with a likelihood of ${sure.toFixed(3)}. Next comes ${digitOf(second)} with ${a3[second - 1].toFixed(3)}.`;
    verdict.textContent = sentence;
    clearTimeout(speaking); // read out when the pen rests
    speaking = setTimeout(() => pad.say(sentence), 400);
    const right = digit.label === read;
    origin.textContent = digit.fromInk
      ? "Your drawing."
      : `${digit.name}: ${right ? "right" : `wrong, it is a ${digitOf(digit.label)}`}.`;
    numeral.parentElement.classList.toggle("wrong", !digit.fromInk && !right);

    const output = state.output || read;
    bars.forEach(({ element, fill, value }, k) => {
      fill.style.width = `${100 * a3[k]}%`;
      value.textContent = a3[k].toFixed(3);
      element.setAttribute(
        "aria-label",
        `Digit ${digitOf(k + 1)}: likelihood ${a3[k].toFixed(3)}; show who votes for it`,
      );
      element.setAttribute("aria-pressed", String(k + 1 === output));
      element.classList.toggle("first", k + 1 === read);
    });

    const weights = theta.W2.subarray((output - 1) * 25, output * 25);
    const vote = a2.map((a, j) => a * weights[j]);
    const most = largest(vote) || 1;
    tiles.forEach(({ element, vote: mark, value }, j) => {
      element.style.setProperty("--a", a2[j].toFixed(3));
      mark.style.setProperty("--v", (Math.abs(vote[j]) / most).toFixed(3));
      mark.classList.toggle("against", vote[j] < 0);
      value.textContent = a2[j].toFixed(2);
      element.setAttribute(
        "aria-label",
        `Hidden unit ${j + 1}: activation ${a2[j].toFixed(2)}, vote ${number(vote[j], 2)} for digit ${digitOf(output)}`,
      );
      element.setAttribute("aria-pressed", String(j + 1 === state.unit));
    });
    votes.textContent = `The bars under the units are their votes on the output ${digitOf(output)}: orange for it, purple against it. They add up with the bias to z = ${number(z3[output - 1], 2)}.`;

    const j = state.unit - 1;
    const w = theta.W1.subarray(j * 400, j * 400 + 400);
    const product = digit.x.map((x, p) => x * w[p]);
    const sum = z2[j] - theta.b1[j];
    const byOutput = Array.from({ length: 10 }, (_, k) => theta.W2[k * 25 + j]);
    const pro = byOutput.indexOf(Math.max(...byOutput));
    const con = byOutput.indexOf(Math.min(...byOutput));
    unitTitle.textContent = `Unit ${j + 1}`;
    unitText.textContent = `Weights times pixels add up to ${number(sum, 2)}; with the bias ${number(theta.b1[j], 2)} that is z = ${number(z2[j], 2)}, and φ(z) = a = ${a2[j].toFixed(3)}. When it is lit, it speaks most for ${digitOf(pro + 1)} (weight ${number(byOutput[pro], 2)}) and most against ${digitOf(con + 1)} (${number(byOutput[con], 2)}).`;
    paint(unitWeights, w, { byColumn: true, map: "signed", limit: largest(w) || 1 });
    unitWeights.setAttribute(
      "aria-label",
      `The 400 weights into unit ${j + 1}, from ${number(Math.min(...w), 2)} to ${number(Math.max(...w), 2)}.`,
    );
    paint(unitProduct, product, { byColumn: true, map: "signed", limit: largest(product) || 1 });
    unitProduct.setAttribute(
      "aria-label",
      `Weights times pixels of unit ${j + 1}: they add up to ${number(sum, 2)}.`,
    );
  }

  return {
    update,
    redraw() {
      painted = null;
      pad.redraw();
    },
  };
}
