// What a training run can be told: one table of names, limits and starting values, and the settings of the sheet.

export const OPTIONS = {
  algorithm: {
    name: "algorithm",
    start: "sgd",
    choices: { gd: "gradient descent, all samples", sgd: "SGD, mini-batches" },
  },
  alpha: { name: "learning rate α", start: 0.1, low: 0, high: 100 },
  beta: { name: "momentum β", start: 0.9, low: 0, high: 0.9999 },
  lambda: { name: "regulariser λ", start: 0.0002, low: 0, high: 100 },
  T: { name: "iterations T", start: 10000, low: 1, high: 1000000, whole: true },
  B: { name: "batch size B", start: 10, low: 1, high: 5000, whole: true },
  digits: { name: "digits to train on", start: 5000, low: 10, high: 5000, whole: true },
  unseen: {
    name: "2000 unseen digits",
    start: "out",
    choices: { out: "not used", test: "held out, as a test", add: "trained on as well" },
  },
  seed: { name: "seed of the start", start: 4, low: 0, high: 4294967295, whole: true },
  batches: { name: "seed of the batches", start: 1, low: 0, high: 4294967295, whole: true },
};
export const OPTION_NAMES = Object.keys(OPTIONS);
const START = Object.fromEntries(OPTION_NAMES.map((name) => [name, OPTIONS[name].start]));
const { B, batches, ...ofAnyAlgorithm } = START;
export const PRESETS = {
  "Part H": { ...ofAnyAlgorithm, algorithm: "gd", T: 100 },
  "Part I": { ...START },
};

// Where a number may lie, in words.
export function rangeOf({ name, low, high, whole = false }) {
  return `${name}: a ${whole ? "whole " : ""}number from ${low} to ${high}`;
}

// The number that a text stands for within limits, or undefined. A decimal comma is as good as a point.
export function readNumber(text, { low, high, whole = false }) {
  const tidy = text
    .trim()
    .replace(/^([+-]?\d*),(\d+)$/, "$1.$2")
    .replace("−", "-");
  const value = Number(tidy);
  const valid = tidy !== "" && value >= low && value <= high && (!whole || Number.isInteger(value));
  return valid ? value : undefined;
}

// The next larger (or smaller) number of the series 1, 2, 5, 10, ...; whole numbers go by one.
export function neighbour(value, up, { low, high, whole = false }) {
  let next;
  if (whole) next = value + (up ? 1 : -1);
  else if (value <= 0) next = up ? Math.min(1e-4, high) : low;
  else {
    const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
    const series = [0.5, 1, 2, 5, 10].map((f) => Number((f * power).toPrecision(6)));
    const other = up
      ? series.find((s) => s > value * (1 + 1e-9))
      : series.findLast((s) => s < value * (1 - 1e-9));
    next = other ?? (up ? 10 : 0.2) * power;
  }
  return Math.min(Math.max(Number(next.toPrecision(10)), low), high);
}
