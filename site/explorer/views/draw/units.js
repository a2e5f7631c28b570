// The 25 hidden units in Draw: their weights as images, how strongly each is lit, its vote, and one of them closer up.

import { dream } from "../../model/teach.js";
import { digitOf, h, number } from "../../parts/dom.js";
import { largest, limitOf, paint } from "../../parts/draw.js";

export function renderUnits(app) {
  const { store } = app;
  const tiles = Array.from({ length: 25 }, (_, j) => tile(j + 1));
  const votes = h("p", { class: "votes" });
  const title = h("h3", {});
  const text = h("p", {});
  const picture = (caption) => {
    const canvas = h("canvas", { class: "pixels", role: "img" });
    return { canvas, element: h("figure", {}, canvas, h("figcaption", {}, caption)) };
  };
  const weights = picture("weights");
  const products = picture("weights × pixels");
  const wanted = picture("what it wants most");
  const wantedOut = picture("");
  const off = h("button", { type: "button", onclick: () => toggle(store.state.unit) });
  const allOn = h("button", { type: "button", onclick: () => store.set({ off: [] }) }, "All on");
  const lost = h("small", { role: "status" });
  const element = h(
    "div",
    { class: "draw-hidden" },
    h(
      "h2",
      {},
      "25 hidden units ",
      h(
        "small",
        {},
        "each image shows what a unit looks for: orange pixels should be inked, purple ones empty. The more it finds, the stronger its green frame, from 0 to 1.",
      ),
    ),
    h("div", { class: "tiles" }, ...tiles.map((t) => t.element)),
    votes,
    h(
      "div",
      { class: "unit" },
      h("div", {}, title, text, h("div", { class: "ex3-tools" }, off, allOn), lost),
      h(
        "div",
        { class: "unit-pictures" },
        weights.element,
        products.element,
        wanted.element,
        wantedOut.element,
      ),
    ),
  );

  function tile(unit) {
    const canvas = h("canvas", { class: "pixels" });
    const vote = h("span", { class: "vote" });
    const value = h("span", { class: "value" });
    const button = h(
      "button",
      { type: "button", class: "tile", onclick: () => store.set({ unit }) },
      h("span", { class: "lamp" }, canvas),
      vote,
      value,
    );
    return { element: button, canvas, vote, value };
  }

  function toggle(unit) {
    const { off: units } = store.state;
    store.set({
      off: units.includes(unit)
        ? units.filter((each) => each !== unit)
        : [...units, unit].sort((a, b) => a - b),
    });
  }

  let painted = null;
  function paintWeights({ W1 }) {
    if (painted === W1) return;
    painted = W1;
    const limit = limitOf(W1);
    tiles.forEach(({ canvas }, j) =>
      paint(canvas, W1, { byColumn: true, map: "signed", limit, at: j * 400 }),
    );
  }

  let dreamt = [];
  function showDreams(theta, unit, output) {
    const key = [theta, unit, output];
    if (key.every((part, i) => part === dreamt[i])) return;
    dreamt = key;
    paint(wanted.canvas, dream(theta, { unit }), { byColumn: true });
    wanted.canvas.setAttribute("aria-label", `An image for which unit ${unit} is as strong as can be.`);
    paint(wantedOut.canvas, dream(theta, { output }), { byColumn: true });
    wantedOut.canvas.setAttribute(
      "aria-label",
      `An image for which the output ${digitOf(output)} is as strong as can be.`,
    );
    wantedOut.element.lastChild.textContent = `what output ${digitOf(output)} wants most`;
  }

  function update({ x, pass: { z2, a2, z3 }, output, theta }, state) {
    paintWeights(theta);
    const voted = theta.W2.subarray((output - 1) * 25, output * 25);
    const vote = a2.map((a, j) => a * voted[j]);
    const most = largest(vote) || 1;
    tiles.forEach(({ element: button, vote: mark, value }, j) => {
      const isOff = state.off.includes(j + 1);
      button.style.setProperty("--a", a2[j].toFixed(3));
      button.classList.toggle("off", isOff);
      mark.style.setProperty("--v", (Math.abs(vote[j]) / most).toFixed(3));
      mark.classList.toggle("against", vote[j] < 0);
      value.textContent = isOff ? "off" : a2[j].toFixed(2);
      button.setAttribute(
        "aria-label",
        `Hidden unit ${j + 1}: ${isOff ? "switched off" : `activation ${a2[j].toFixed(2)}, vote ${number(vote[j], 3)}`} for digit ${digitOf(output)}`,
      );
      button.setAttribute("aria-pressed", String(j + 1 === state.unit));
    });
    votes.textContent = `The bars under the units are their votes on the output ${digitOf(output)}, strength times weight: orange for it, purple against it. With the bias they add up to z = ${number(z3[output - 1], 3)}.`;
    showUnit(x, z2, a2, theta, state);
    showDreams(theta, state.unit, output);
  }

  function showUnit(x, z2, a2, theta, { unit, off: units }) {
    const j = unit - 1;
    const w = theta.W1.subarray(j * 400, j * 400 + 400);
    const product = x.map((v, p) => v * w[p]);
    const byOutput = Array.from({ length: 10 }, (_, k) => theta.W2[k * 25 + j]);
    const pro = byOutput.indexOf(Math.max(...byOutput));
    const con = byOutput.indexOf(Math.min(...byOutput));
    const isOff = units.includes(unit);
    title.textContent = `Unit ${unit}`;
    const sum = `Weights times pixels add up to ${number(z2[j] - theta.b1[j], 3)}; with the bias ${number(theta.b1[j], 3)} that is z = ${number(z2[j], 3)}, and φ(z) = a = ${number(a2[j], 3)}.`;
    const says = isOff
      ? "It is switched off: no output hears it."
      : `When it is lit, it speaks most for ${digitOf(pro + 1)} (weight ${number(byOutput[pro], 3)}) and most against ${digitOf(con + 1)} (${number(byOutput[con], 3)}).`;
    text.textContent = `${sum} ${says}`;
    off.textContent = isOff ? "Switch it on" : "Switch it off";
    allOn.hidden = units.length === 0;
    lost.textContent = units.length
      ? `Switched off: ${units.join(", ")}. Accuracy on the 5000 digits: ${app.accuracyOf(theta)}`
      : "";
    paint(weights.canvas, w, { byColumn: true, map: "signed", limit: largest(w) || 1 });
    weights.canvas.setAttribute(
      "aria-label",
      `The 400 weights into unit ${unit}, from ${number(Math.min(...w), 3)} to ${number(Math.max(...w), 3)}.`,
    );
    paint(products.canvas, product, { byColumn: true, map: "signed", limit: largest(product) || 1 });
    products.canvas.setAttribute(
      "aria-label",
      `Weights times pixels of unit ${unit}: they add up to ${number(z2[j] - theta.b1[j], 3)}.`,
    );
  }

  return { element, update, forget: () => ((painted = null), (dreamt = [])) };
}
