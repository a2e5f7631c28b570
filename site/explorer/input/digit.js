// From pen strokes to a sample like those of MNIST: the drawing is scaled into a box of 20x20 pixels, drawn with a
// pen of the usual width into 28x28 so that its centre of mass lies in the middle, and shrunk to 20x20 like the data.

import { makeShrinker } from "./resample.js";

const SIDE = 28;
const BOX = 20;
const PEN = 2.6; // pixels of the 28x28 image, as in most images of MNIST
const STEPS = 4095; // points are kept as two numbers of 12 bits, which is how they stand in the address

const shrink = makeShrinker();

// A stroke of one point is a dot.
function bounds(strokes) {
  const points = strokes.flat();
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

// Draw lines, given in pixels, with a round pen: full inside, fading over one pixel at the edge.
function rasterise(strokes) {
  const image = new Float64Array(SIDE * SIDE);
  const radius = PEN / 2;
  const segment = ([x0, y0], [x1, y1]) => {
    const reach = radius + 1;
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length2 = dx * dx + dy * dy;
    const clip = (v) => Math.min(Math.max(Math.floor(v), 0), SIDE - 1);
    for (let r = clip(Math.min(y0, y1) - reach); r <= clip(Math.max(y0, y1) + reach); r++) {
      for (let c = clip(Math.min(x0, x1) - reach); c <= clip(Math.max(x0, x1) + reach); c++) {
        const [px, py] = [c + 0.5 - x0, r + 0.5 - y0];
        const along = length2 ? Math.min(Math.max((px * dx + py * dy) / length2, 0), 1) : 0;
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const value = Math.min(Math.max(radius + 0.5 - distance, 0), 1);
        const at = r * SIDE + c;
        if (value > image[at]) image[at] = value;
      }
    }
  };
  for (const stroke of strokes) {
    if (stroke.length === 1) segment(stroke[0], stroke[0]);
    for (let i = 1; i < stroke.length; i++) segment(stroke[i - 1], stroke[i]);
  }
  return image;
}

function centreOfMass(image) {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, at) => {
    mass += value;
    x += value * ((at % SIDE) + 0.5);
    y += value * (Math.floor(at / SIDE) + 0.5);
  });
  return mass ? [x / mass, y / mass] : [SIDE / 2, SIDE / 2];
}

// 28x28 bytes, row by row, from strokes with coordinates 0..1 on the pad; null if there are none.
export function bytesOf(strokes) {
  if (!strokes.some((stroke) => stroke.length)) return null;
  const { left, right, top, bottom } = bounds(strokes);
  // a dot or a tiny mark is not blown up to a whole digit
  const scale = (BOX - PEN) / Math.max(right - left, bottom - top, 0.1);
  const place = (dx, dy) =>
    strokes.map((stroke) =>
      stroke.map(([x, y]) => [
        SIDE / 2 + scale * (x - (left + right) / 2) + dx,
        SIDE / 2 + scale * (y - (top + bottom) / 2) + dy,
      ]),
    );
  const [x, y] = centreOfMass(rasterise(place(0, 0)));
  return Uint8Array.from(rasterise(place(SIDE / 2 - x, SIDE / 2 - y)), (value) => Math.round(255 * value));
}

// 400 grey values, column by column as in X; null if there are no strokes.
export function pixelsOf(strokes) {
  const bytes = bytesOf(strokes);
  return bytes && shrink(bytes);
}

// Points as they are kept: rounded, so that a link draws exactly the same.
export const rounded = (point) => point.map((v) => Math.round(Math.min(Math.max(v, 0), 1) * STEPS) / STEPS);

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Strokes as text for the address: four characters a point, a dot between strokes.
export function encodeStrokes(strokes) {
  const digits = (v) => {
    const step = Math.round(v * STEPS);
    return ALPHABET[step >> 6] + ALPHABET[step & 63];
  };
  return strokes.map((stroke) => stroke.map(([x, y]) => digits(x) + digits(y)).join("")).join(".");
}

export function decodeStrokes(text) {
  const value = (pair) => (ALPHABET.indexOf(pair[0]) * 64 + ALPHABET.indexOf(pair[1])) / STEPS;
  return text
    .split(".")
    .filter((part) => part.length >= 4 && part.length % 4 === 0 && /^[\w-]*$/.test(part))
    .map((part) => part.match(/.{4}/g).map((four) => [value(four.slice(0, 2)), value(four.slice(2))]));
}
