// The data files: beside the page, or inside it when the page is a single file (see bundle.py).

import { BLOCKS, zeros } from "../model/network.js";
import { makeShrinker } from "./resample.js";

async function bytesOf(name) {
  const embedded = document.getElementById(name);
  if (embedded)
    return Uint8Array.from(atob(embedded.textContent.trim()), (character) => character.charCodeAt(0));
  const response = await fetch(name);
  if (!response.ok)
    throw new Error(`${name} cannot be loaded (${response.status}); it lies beside index.html`);
  return new Uint8Array(await response.arrayBuffer());
}

async function unpacked(bytes) {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b; // some servers unpack it on the way
  if (!packed) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function loadWeights() {
  const bytes = await bytesOf("weights.bin");
  return unpackWeights(new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8));
}

// Parameters from one list of numbers: W1, b1, W2, b2, row after row.
export function unpackWeights(numbers) {
  const params = zeros();
  let at = 0;
  for (const name of BLOCKS) {
    params[name].set(numbers.subarray(at, at + params[name].length));
    at += params[name].length;
  }
  return params;
}

// What the notebooks' checks know of mistakes, see build_data.py.
export async function loadHints() {
  return JSON.parse(new TextDecoder().decode(await bytesOf("hints.json")));
}

export async function loadDigits(name = "digits.bin") {
  return new Digits(await unpacked(await bytesOf(name)));
}

// The 5000 samples: 500 of each digit, zero first. Labels are 1..10, and the digit zero is labelled 10.
export class Digits {
  constructor(bytes) {
    this.count = bytes.length / 785;
    this.bytes = bytes;
    this.labels = bytes.subarray(0, this.count);
    this.images = bytes.subarray(this.count);
    this.shrink = makeShrinker();
  }

  // Sample i as a column of X: 400 grey values.
  sample(i) {
    return this.shrink(this.images, i * 784);
  }

  // All samples one after the other, and their labels.
  all() {
    const X = new Float64Array(this.count * 400);
    for (let i = 0; i < this.count; i++) this.shrink(this.images, i * 784, X, i * 400);
    return { X, y: this.labels };
  }
}

// What is trained on and what is held out, by the options of a run: {X, y, test: {X, y} or null}. Fewer digits are taken
// evenly from all of them.
export function datasets(all, unseen, { digits, unseen: use }) {
  const part = (from, index) => {
    const X = new Float64Array(index.length * 400);
    index.forEach((sample, i) => X.set(from.X.subarray(sample * 400, sample * 400 + 400), i * 400));
    return { X, y: Uint8Array.from(index, (sample) => from.y[sample]) };
  };
  const n = all.y.length;
  const few =
    digits < n
      ? part(
          all,
          Array.from({ length: digits }, (_, i) => Math.floor((i * n) / digits)),
        )
      : all;
  if (use !== "add" || !unseen) return { ...few, test: use === "test" ? unseen : null };
  const X = new Float64Array(few.X.length + unseen.X.length);
  X.set(few.X);
  X.set(unseen.X, few.X.length);
  return { X, y: Uint8Array.of(...few.y, ...unseen.y), test: null };
}

// A digit and n - 1 samples from all over the data: {X, y}, the digit first.
export function batchOf(digits, { x, label }, n, sample) {
  const X = new Float64Array(n * 400);
  const y = new Uint8Array(n);
  X.set(x);
  y[0] = label;
  for (let i = 1; i < n; i++) {
    const other = (sample + Math.floor((i * digits.count) / n)) % digits.count;
    X.set(digits.sample(other), i * 400);
    y[i] = digits.labels[other];
  }
  return { X, y };
}
