// The variables of the network in Step: where each stands in the map, and how it is painted.

import { largest, paint, paintTiles } from "../../parts/draw.js";
import { STEPS } from "./steps.js";

// Where each variable stands: columns are the stations x, z2, a2, z3, a3; rows are parameters, forward, back, gradients.
export const CELLS = [
  { key: "W1", name: "W^{(1)}", at: [1, 1], shape: "mosaic", size: "25×400", map: "signed", spoken: "W 1" },
  { key: "b1", name: "b^{(1)}", at: [1, 2], shape: "hidden", size: "25×1", map: "signed", spoken: "b 1" },
  { key: "W2", name: "W^{(2)}", at: [1, 3], shape: "matrix", size: "10×25", map: "signed", spoken: "W 2" },
  { key: "b2", name: "b^{(2)}", at: [1, 4], shape: "output", size: "10×1", map: "signed", spoken: "b 2" },
  {
    key: "J",
    name: "y",
    at: [1, 5],
    shape: "output",
    size: "10×N",
    map: "ink",
    spoken: "target y and the loss J",
  },
  {
    key: "a1",
    name: "a^{(1)}",
    at: [2, 1],
    shape: "image",
    size: "400×N",
    map: "ink",
    spoken: "a 1, the image",
  },
  { key: "z2", name: "z^{(2)}", at: [2, 2], shape: "hidden", size: "25×N", map: "signed", spoken: "z 2" },
  { key: "a2", name: "a^{(2)}", at: [2, 3], shape: "hidden", size: "25×N", map: "lit", spoken: "a 2" },
  { key: "z3", name: "z^{(3)}", at: [2, 4], shape: "output", size: "10×N", map: "signed", spoken: "z 3" },
  { key: "a3", name: "a^{(3)}", at: [2, 5], shape: "output", size: "10×N", map: "lit", spoken: "a 3" },
  {
    key: "delta2",
    name: "\\delta^{(2)}",
    at: [3, 2],
    shape: "hidden",
    size: "25×N",
    map: "signed",
    spoken: "delta 2",
  },
  {
    key: "eta2",
    name: "\\eta^{(2)}",
    at: [3, 3],
    shape: "hidden",
    size: "25×N",
    map: "signed",
    spoken: "eta 2",
  },
  {
    key: "delta3",
    name: "\\delta^{(3)}",
    at: [3, 4],
    shape: "output",
    size: "10×N",
    map: "signed",
    spoken: "delta 3",
  },
  {
    key: "eta3",
    name: "\\eta^{(3)}",
    at: [3, 5],
    shape: "output",
    size: "10×N",
    map: "signed",
    spoken: "eta 3",
  },
  {
    key: "dW1",
    name: "\\partial W^{(1)}",
    at: [4, 1],
    shape: "mosaic",
    size: "25×400",
    map: "signed",
    spoken: "gradient of W 1",
  },
  {
    key: "db1",
    name: "\\partial b^{(1)}",
    at: [4, 2],
    shape: "hidden",
    size: "25×1",
    map: "signed",
    spoken: "gradient of b 1",
  },
  {
    key: "dW2",
    name: "\\partial W^{(2)}",
    at: [4, 3],
    shape: "matrix",
    size: "10×25",
    map: "signed",
    spoken: "gradient of W 2",
  },
  {
    key: "db2",
    name: "\\partial b^{(2)}",
    at: [4, 4],
    shape: "output",
    size: "10×1",
    map: "signed",
    spoken: "gradient of b 2",
  },
];
const SHAPES = { hidden: [5, 5], output: [10, 1], image: [20, 20], matrix: [10, 25] };
export const LAST = STEPS.length - 1;
export const stepOf = (key) => STEPS.findIndex((step) => step.shows === key);
// where a parameter comes in first
export const USED = { W1: "z2", b1: "z2", W2: "z3", b2: "z3" };

export function valuesOf(key, t, theta, step) {
  if (key in USED) return theta[key];
  if (key === "J") return t.y;
  return step === LAST && ["dW1", "dW2"].includes(key) ? t[`${key}reg`] : t[key];
}

// Returns the value that is painted darkest.
export function paintCell({ canvas, shape, map }, values) {
  const limit = map === "signed" ? largest(values) || 1 : 1;
  const [rows, columns] = SHAPES[shape] ?? [];
  if (shape === "mosaic") paintTiles(canvas, values, { limit });
  else paint(canvas, values, { rows, columns, byColumn: shape === "image", map, limit });
  return limit;
}
