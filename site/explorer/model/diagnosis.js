// What the notebooks' checks would say of changed lines: the lines are run on the inputs of ex3.check.inputs, and the
// mistake is found by the marks that it leaves, as in ex3.check.diagnosis.known. hints.json holds marks and hints.

import { array, scalar, ShapeError, shapeText } from "./arrays.js";
import { computeLine, LINE, run } from "./algorithm.js";
import { differences } from "./gradient_check.js";
import { LineError } from "./language.js";
import { BLOCKS } from "./network.js";

const RTOL = 1e-5;
const FUNCTION = {
  Forward: () => "feed_forward",
  Loss: (id) => (id === "Jreg" ? "nn_loss_reg" : "nn_loss"),
  "Alg. 1": () => "nn_gradient",
  "Eq. 17": () => "compute_numerical_gradient",
  "Alg. 3": () => "gradient_step",
};
export const functionOf = (id) => FUNCTION[LINE[id].part](id);

// --- the inputs --------------------------------------------------------------------------------------

const sines = (n, phase) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(1.7 * (i + 1) ** 1.1 + 3 * phase));

function network(rows, hidden, outputs, phase = 0, scale = 1) {
  const lengths = { W1: hidden * rows, b1: hidden, W2: outputs * hidden, b2: outputs };
  const blocks = Object.entries(lengths).map(([name, n], i) => [
    name,
    sines(n, phase + i).map((v) => scale * v),
  ]);
  return { sizes: [rows, hidden, outputs], ...Object.fromEntries(blocks) };
}

// Samples one after the other, of sines that fill X row after row.
function samples(rows, labels, phase) {
  const X = sines(rows * labels.length, phase);
  const turned = Float64Array.from(X, (_, at) => X[(at % rows) * labels.length + Math.floor(at / rows)]);
  return [turned, Uint8Array.from(labels)];
}

const main = () => [network(6, 5, 10), ...samples(6, [10, 3, 1, 4, 9, 5, 2, 6, 8, 7, 10, 10, 2], 0.5)];
const batch = () => [network(3, 4, 7, 0.3), ...samples(3, [2, 5, 2, 3], 0.9)];
const single = () => [network(6, 5, 10, 0.7), ...samples(6, [4], 0.2)];
const extreme = () => [network(5, 3, 10, 2.2, 3), ...samples(5, [2, 10, 1, 1, 3, 2, 7], 2.4)];

function cubic(params) {
  const theta = BLOCKS.flatMap((name) => Array.from(params[name]));
  const weight = (i) => 1 + i / theta.length;
  return theta.reduce(
    (total, v, i) => total + weight(i) * v ** 3 + (i ? weight(i) * v * theta[i - 1] : 0),
    0,
  );
}

// --- what an answer with these lines gives: for each quantity an array, or the name of what went wrong ------

// `make` returns an array; one of a wrong shape is told as the checks tell it.
function value(make, shape, symbol, squeeze = true) {
  try {
    const made = make();
    const short = (axes) => String(axes.filter((n) => n !== 1));
    if (String(made.shape) === String(shape) || (squeeze && short(made.shape) === short(shape)))
      return made.data;
    return `shape: ${symbol} ${shapeText(made.shape)}`;
  } catch (error) {
    if (error instanceof ShapeError) return `runs: ${error.key}`;
    if (error instanceof LineError) return "runs: not a line";
    throw error;
  }
}

function lossAndGradient(changes, [params, X, y], lambda, ending) {
  const seen = {};
  const pass = () => run(params, X, y, lambda, { changes }).names;
  seen[`J${ending}`] = value(() => pass().J, [], "J");
  const [rows, hidden, outputs] = params.sizes;
  const shapes = { W1: [hidden, rows], b1: [hidden, 1], W2: [outputs, hidden], b2: [outputs, 1] };
  for (const name of BLOCKS) {
    seen[`d${name}${ending}`] = value(
      () => pass()[`d${name}`],
      shapes[name],
      `${name} of the gradient`,
      false,
    );
  }
  return seen;
}

const OBSERVE = {
  feed_forward(changes) {
    const at = ([params, X, y]) =>
      value(() => run(params, X, y, 0, { changes, until: "a3" }).names.a3, [params.sizes[2], y.length], "a3");
    return { a3: at(main()), "a3, 4 samples": at(batch()), "a3, 1 sample": at(single()) };
  },
  nn_loss(changes) {
    const at = ([params, X, y]) =>
      value(() => run(params, X, y, 0, { changes, until: "J" }).names.J, [], "J");
    return {
      J: at(main()),
      "J, 4 samples of 3 classes": at(batch()),
      "J, 1 sample": at(single()),
      "J, likelihoods near 0 and 1": at(extreme()),
    };
  },
  nn_loss_reg(changes) {
    const at = ([params, X, y], lambda) =>
      value(() => run(params, X, y, lambda, { changes, until: "Jreg" }).names.J, [], "J");
    return {
      J: at(main(), 0.7),
      "J, lambda = 0": at(main(), 0),
      "J, 4 samples of 3 classes": at(batch(), 0.3),
    };
  },
  nn_gradient(changes) {
    const seen = {
      ...lossAndGradient(changes, main(), 0, ""),
      ...lossAndGradient(changes, main(), 0, ", second call"),
    };
    const strong = lossAndGradient(changes, main(), 0.7, "");
    seen["J, lambda = 0.7"] = strong.J;
    for (const name of BLOCKS.map((block) => `d${block}`)) {
      const bad = [strong[name], seen[name]].find((each) => typeof each === "string");
      seen[`${name}, lambda = 0.7 minus lambda = 0`] = bad ?? strong[name].map((v, i) => v - seen[name][i]);
    }
    return {
      ...seen,
      ...lossAndGradient(changes, batch(), 0.3, ", 4 samples of 3 classes"),
      ...lossAndGradient(changes, single(), 0, ", 1 sample"),
    };
  },
  compute_numerical_gradient(changes, skipped) {
    const seen = {};
    const note = (params, epsilon, ending) => {
      const gradient = differences(cubic, params, epsilon, { changes, skipped });
      for (const name of BLOCKS) seen[`d${name}${ending}`] = gradient[name];
    };
    note(network(3, 2, 4), 1e-4, "");
    note(network(3, 2, 4), 0.5, ", epsilon = 0.5");
    const params = network(3, 2, 4);
    params.W1[0] = params.b2[0] = 0;
    note(params, 1e-4, ", with two parameters at 0");
    return seen;
  },
  gradient_step(changes) {
    const seen = {};
    for (const [beta, ending] of [
      [0.55, ""],
      [0, ", beta = 0"],
    ]) {
      const [params, velocity] = [0, 0.4].map((phase) => network(3, 2, 4, phase));
      const gradient = network(3, 2, 4, 0.8, 3);
      for (const name of BLOCKS) {
        const n = params[name].length;
        const of = (blocks) => array([n, 1], blocks[name]);
        const names = {
          theta: of(params),
          v: of(velocity),
          g: of(gradient),
          alpha: scalar(0.3),
          beta: scalar(beta),
        };
        seen[`v.${name}${ending}`] = value(
          () => (names.v = computeLine("v", names, changes)),
          [n, 1],
          "v",
          false,
        );
        seen[`theta.${name}${ending}`] = value(
          () => computeLine("theta", names, changes),
          [n, 1],
          "theta",
          false,
        );
      }
    }
    return seen;
  },
};

// --- which mistake that is -------------------------------------------------------------------------------

function isRight(seen, expected) {
  if (typeof seen === "string" || !seen.every(Number.isFinite)) return false;
  const norm = (f) => Math.sqrt(expected.reduce((s, v, i) => s + f(v, i) ** 2, 0));
  return norm((v, i) => seen[i] - v) <= RTOL * norm((v) => v) + 1e-12;
}

// Reduce a value to what tells one mistake from another.
function mark(seen) {
  if (typeof seen === "string") return seen;
  const bad = (test) => seen.filter(test).length;
  if (!seen.every(Number.isFinite))
    return `not finite: ${bad(Number.isNaN)} nan, ${bad((v) => Math.abs(v) === Infinity)} infinite`;
  const total = (f) => seen.reduce((s, v, i) => s + f(v, i + 1), 0);
  return [
    Math.sqrt(total((v) => v * v)),
    total((v, k) => v * Math.cos(k)),
    total((v, k) => v * Math.sin(2.3 * k)),
  ];
}

function sameMark(one, other) {
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one.every((v, i) => Math.abs(v - other[i]) <= RTOL * Math.max(one[0], other[0]) + 1e-12);
}

// The hint for the changed lines of one function, or null where they are right.
function hintFor(name, changes, skipped, hints) {
  const { right, mistakes, ideas } = hints[name];
  const seen = OBSERVE[name](changes, skipped);
  const wrong = Object.keys(seen).filter((quantity) => !isRight(seen[quantity], right[quantity]));
  if (!wrong.length) return null;
  const marks = Object.fromEntries(wrong.map((quantity) => [quantity, mark(seen[quantity])]));
  // what this page does not observe, such as inputs that were overwritten, lines cannot spoil
  const explains = ({ marks: left }) => {
    const told = Object.keys(left).filter((quantity) => quantity in seen);
    return (
      told.length === wrong.length &&
      told.every((quantity) => quantity in marks && sameMark(marks[quantity], left[quantity]))
    );
  };
  const found = mistakes.find(explains);
  const hint =
    found?.hint ?? ideas.find(({ quantities }) => quantities.some((quantity) => quantity in marks))?.hint;
  return { function: name, id: found?.id ?? null, hint: hint ?? "" };
}

// What the notebooks' checks say: one entry for each function whose lines are changed and wrong.
export function diagnose({ changes, skipped = [] }, hints) {
  const touched = new Set(Object.keys(changes).map(functionOf));
  if (skipped.length) touched.add("compute_numerical_gradient");
  const own = (name) => Object.fromEntries(Object.entries(changes).filter(([id]) => functionOf(id) === name));
  return [...touched].map((name) => hintFor(name, own(name), skipped, hints)).filter(Boolean);
}

export const isUsersError = (error) =>
  error instanceof LineError || error instanceof ShapeError || error.symbol !== undefined;
