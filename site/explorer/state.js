// The whole state of the page, kept in its address: whoever opens the link sees the same.

import { encodeStrokes, decodeStrokes } from "./input/digit.js";

const number = (low, high, whole = false) => ({
  read: (text) => {
    const value = Number(text);
    const valid = text !== "" && value >= low && value <= high && (!whole || Number.isInteger(value));
    return valid ? value : undefined;
  },
  write: String,
});
const whole = (low, high) => number(low, high, true);
const one = (...options) => ({ read: (text) => (options.includes(text) ? text : undefined), write: String });
const name = { read: (text) => (/^[a-z0-9-]+$/.test(text) ? text : undefined), write: String };
const ink = { read: decodeStrokes, write: encodeStrokes };

// name: [value at the start, how it is read and written]
const FIELDS = {
  view: ["draw", one("draw", "step", "train", "check")],
  theme: ["auto", one("auto", "light", "dark")],
  // the digit: a sample of the data, or what was drawn
  sample: [1502, whole(0, 4999)],
  ink: [[], ink],
  label: [0, whole(0, 10)], // what a drawing should be read as; 0: as the network reads it
  net: ["given", one("given", "mine")],
  output: [0, whole(0, 10)], // the output whose votes are shown; 0: the largest
  unit: [1, whole(1, 25)],
  // step by step
  step: [0, whole(0, 14)],
  stepunit: [1, whole(1, 25)],
  // training
  algorithm: ["sgd", one("gd", "sgd")],
  alpha: [0.1, number(0, 100)],
  beta: [0.9, number(0, 0.9999)],
  lambda: [0.0002, number(0, 100)],
  T: [10000, whole(1, 1000000)],
  B: [10, whole(1, 5000)],
  seed: [4, whole(0, 4294967295)],
  batches: [1, whole(0, 4294967295)],
  t: [0, whole(0, 1000000)], // iterations that are done
  // gradient check
  mistake: ["none", name],
  clambda: [0, number(0, 100)],
  epsilon: [1e-4, number(1e-12, 1)],
};

export const START = Object.fromEntries(Object.entries(FIELDS).map(([key, [value]]) => [key, value]));
export const TRAINING = ["algorithm", "alpha", "beta", "lambda", "T", "B", "seed", "batches"];

// What differs from the start, as text after the # of the address.
export function encode(state) {
  const parts = new URLSearchParams();
  for (const [key, [, { write }]] of Object.entries(FIELDS)) {
    const text = write(state[key]);
    if (text !== write(START[key])) parts.set(key, text);
  }
  return parts.toString();
}

// A complete state; what is missing or makes no sense is as at the start.
export function decode(text) {
  const state = { ...START };
  for (const [key, value] of new URLSearchParams(text.replace(/^#/, ""))) {
    const read = Object.hasOwn(FIELDS, key) ? FIELDS[key][1].read(value) : undefined;
    if (read !== undefined) state[key] = read;
  }
  return state;
}

// The state and who wants to know of changes. `address` is the page's location and history, or nothing in tests.
export class Store {
  constructor(text = "", replace = () => {}) {
    this.state = decode(text);
    this.replace = replace;
    this.listeners = [];
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  set(changes) {
    const changed = Object.keys(changes).filter((key) => this.state[key] !== changes[key]);
    if (!changed.length) return;
    Object.assign(this.state, changes);
    this.replace(encode(this.state), changed.includes("view"));
    for (const listener of this.listeners) listener(this.state, changed);
  }
}
