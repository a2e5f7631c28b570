// The network alive: what is drawn on the pad runs through it, line by line of its picture.

import { encodeStrokes, pixelsOf } from "./explorer/input/digit.js";
import { unpackWeights } from "./explorer/input/data.js";
import { classOf, forward } from "./explorer/model/network.js";
import { svg } from "./explorer/parts/chart.js";
import { digitOf, withArticle } from "./explorer/parts/dom.js";
import { forgetPalette } from "./explorer/parts/draw.js";
import { renderPad } from "./explorer/parts/pad.js";
import { followSystem } from "./theme.js";

const [WIDTH, HEIGHT, HIDDEN_X, OUTPUT_X] = [460, 380, 130, 370];
const [POINTS, WRITING] = [60, 1500]; // of the 3 that is drawn at the start, and the milliseconds that it takes
// a 3 as one stroke: two bows, each half a circle and a bit
const bow = (y, r, from, to) =>
  Array.from({ length: POINTS / 2 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / (POINTS / 2 - 1)) * Math.PI) / 180;
    return [0.5 + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
const THREE = [...bow(0.34, 0.17, 200, 450), ...bow(0.68, 0.18, 270, 520)];

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const byId = (id) => document.getElementById(id);

// Units as circles, each as strong as it is lit; lines from a hidden unit to an output as strong as its vote.
function renderNet(el) {
  const at = (i, n) => ((i + 0.5) * HEIGHT) / n;
  const line = (x1, y1, x2, y2, colour) => svg("line", { x1, y1, x2, y2, stroke: `var(--${colour})` });
  const inputs = Array.from({ length: 25 }, (_, j) => line(0, HEIGHT / 2, HIDDEN_X, at(j, 25), "model"));
  const votes = Array.from({ length: 250 }, (_, i) =>
    line(HIDDEN_X, at(i % 25, 25), OUTPUT_X, at(Math.floor(i / 25), 10), "sgd"),
  );
  const dot = (cx, cy, r) => svg("circle", { cx, cy, r, fill: "var(--ground)", stroke: "var(--edge)" });
  const lamp = (cx, cy, r) => svg("circle", { cx, cy, r, fill: "var(--model)" });
  const hidden = Array.from({ length: 25 }, (_, j) => lamp(HIDDEN_X, at(j, 25), 6));
  const outputs = Array.from({ length: 10 }, (_, k) => lamp(OUTPUT_X, at(k, 10), 12));
  const names = Array.from({ length: 10 }, (_, k) =>
    svg("text", { x: OUTPUT_X + 24, y: at(k, 10) + 5 }, String(digitOf(k + 1))),
  );
  const values = Array.from({ length: 10 }, (_, k) => svg("text", { x: OUTPUT_X + 44, y: at(k, 10) + 5 }));
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" },
    ...inputs,
    ...votes,
    ...hidden.map((_, j) => dot(HIDDEN_X, at(j, 25), 6)),
    ...outputs.map((_, k) => dot(OUTPUT_X, at(k, 10), 12)),
    ...hidden,
    ...outputs,
    ...names,
    ...values,
  );
  el.append(picture);

  return ({ a2, a3 }, { W2 }, read) => {
    const vote = votes.map((_, i) => W2[i] * a2[i % 25]);
    const most = Math.max(...vote.map(Math.abs)) || 1;
    a2.forEach((a, j) => {
      hidden[j].setAttribute("fill-opacity", a.toFixed(3));
      inputs[j].setAttribute("stroke-opacity", (0.06 + 0.7 * a).toFixed(3));
    });
    votes.forEach((each, i) => {
      each.setAttribute("stroke", vote[i] < 0 ? "var(--signed-2)" : "var(--sgd)");
      each.setAttribute("stroke-opacity", Math.abs(vote[i] / most).toFixed(3));
      each.setAttribute("stroke-width", (0.5 + 3 * Math.abs(vote[i] / most)).toFixed(2));
    });
    a3.forEach((a, k) => {
      outputs[k].setAttribute("fill-opacity", a.toFixed(3));
      values[k].textContent = a.toFixed(2);
      for (const text of [names[k], values[k]])
        text.setAttribute("font-weight", k === read - 1 ? "700" : "400");
    });
    const lit = a2.filter((a) => a > 0.5).length;
    picture.setAttribute(
      "aria-label",
      `The network: ${lit} of 25 hidden units are lit; the output for ${digitOf(read)} is the strongest, ${a3[read - 1].toFixed(2)}.`,
    );
  };
}

async function start() {
  const answer = await fetch("explorer/weights.bin");
  if (!answer.ok) throw new Error(`explorer/weights.bin cannot be loaded (${answer.status})`);
  const theta = unpackWeights(new Float64Array(await answer.arrayBuffer()));
  const showNet = renderNet(byId("net"));

  function show(pixels, strokes) {
    const pass = forward(theta, pixels ?? new Float64Array(400));
    const read = classOf(pass.a3);
    showNet(pass, theta, read);
    byId("numeral").textContent = pixels ? digitOf(read) : "";
    byId("said").textContent = pixels
      ? `It reads ${withArticle(digitOf(read))}: the output is ${pass.a3[read - 1].toFixed(3)}, of 1 at most.`
      : "The pad is empty. Draw a digit, as large as you like.";
    const ink = pixels ? `ink=${encodeURIComponent(encodeStrokes(strokes))}` : "";
    byId("draw").href = `explorer/#${ink}`;
    byId("step").href = `explorer/#view=step&${ink}`;
  }

  let ours = true; // what lies on the pad is the page's own 3; the first stroke of the visitor takes its place
  const pad = renderPad(byId("pad"), {
    onPixels(pixels, strokes) {
      ours = false;
      show(pixels, strokes);
    },
  });
  const takePen = ({ target, key }) => {
    if (!ours || key === "Tab" || !target.matches("canvas")) return;
    ours = false;
    pad.setStrokes([]);
  };
  for (const touch of ["pointerdown", "keydown"]) byId("pad").addEventListener(touch, takePen, true);

  function write(share) {
    if (!ours) return;
    const strokes = [THREE.slice(0, Math.ceil(share * POINTS))];
    pad.setStrokes(strokes);
    show(pixelsOf(strokes), strokes);
    if (share < 1) requestAnimationFrame((now) => write(Math.min((now - began) / WRITING, 1)));
  }
  const began = performance.now();
  write(calm.matches ? 1 : 1 / POINTS);

  followSystem(() => {
    forgetPalette();
    pad.redraw();
  });
}

start().catch((error) => {
  byId("said").textContent = `The network cannot start: ${error.message}`;
  throw error;
});
