// The gradient check of Part F: backpropagation (Alg. 1) against finite differences (Eq. 17) on the debug network.

import { array, scalar, ShapeError } from "./arrays.js";
import { computeLine, gradientOf, LINE, numberOf, run, WrongShape } from "./algorithm.js";
import { BLOCKS } from "./network.js";

export const LIMIT = 1e-10; // of the sheet, for the distance

// The network of 3-5-3 units and the five samples of ex3.gradient_check.debug_network.
export function debugNetwork() {
  const sines = (rows) => (r, c) => Math.sin(c * rows + r + 1) / 10;
  const table = (rows, columns, entry) =>
    Float64Array.from({ length: rows * columns }, (_, i) => entry(Math.floor(i / columns), i % columns));
  const [theta1, theta2, samples] = [sines(5), sines(3), sines(5)];
  const params = {
    sizes: [3, 5, 3],
    W1: table(5, 3, (r, c) => theta1(r, c + 1)),
    b1: table(5, 1, (r) => theta1(r, 0)),
    W2: table(3, 5, (r, c) => theta2(r, c + 1)),
    b2: table(3, 1, (r) => theta2(r, 0)),
  };
  return { params, X: table(5, 3, samples), y: Uint8Array.of(2, 3, 1, 2, 3) };
}

const joined = (params) => Float64Array.from(BLOCKS.flatMap((name) => Array.from(params[name])));

export function split(theta, like) {
  let at = 0;
  const cut = (name) => theta.subarray(at, (at += like[name].length));
  return { sizes: like.sizes, ...Object.fromEntries(BLOCKS.map((name) => [name, cut(name)])) };
}

// Some entries of each block of a large network, spread over it: {block: indices}.
export function someEntries(params, count) {
  const spread = (n) =>
    Array.from({ length: Math.min(count, n) }, (_, i) => Math.floor(((i + 0.5) * n) / Math.min(count, n)));
  return Object.fromEntries(BLOCKS.map((name) => [name, spread(params[name].length)]));
}

// Eq. 17 for each entry of theta, or for those named. `loss` maps parameters to a number; `skipped` blocks are never
// nudged.
export function differences(loss, params, epsilon, { changes = {}, skipped = [], entries = null } = {}) {
  const theta = array([joined(params).length], joined(params));
  const J = ({ data }) => scalar(loss(split(data, params)));
  const result = new Float64Array(theta.data.length);
  let from = 0;
  for (const name of BLOCKS) {
    const indices = entries ? entries[name] : params[name].keys();
    const wanted = skipped.includes(name) ? [] : Array.from(indices, (i) => from + i);
    from += params[name].length;
    for (const p of wanted) {
      const e = array(theta.shape, new Float64Array(result.length));
      e.data[p] = 1;
      result[p] = numberOf(
        computeLine("numerical", { J, theta, epsilon: scalar(epsilon), e }, changes),
        "dp",
      );
    }
  }
  return split(result, params);
}

// Normalised distance ||n - g|| / ||n + g|| over the named blocks together.
export function distance(numerical, analytic, blocks = BLOCKS) {
  let [difference, sum] = [0, 0];
  for (const name of blocks) {
    numerical[name].forEach((n, i) => {
      difference += (n - analytic[name][i]) ** 2;
      sum += (n + analytic[name][i]) ** 2;
    });
  }
  return difference === 0 ? 0 : Math.sqrt(difference / sum);
}

// Both gradients with some lines changed, and their distances: of all blocks together, and block by block. The problem is
// {params, X, y}, and `entries` if only some are compared; then the gradients returned are these entries.
export function check({
  changes = {},
  skipped = [],
  lambda = 0,
  epsilon = 1e-4,
  problem = debugNetwork(),
} = {}) {
  const { params, X, y, entries = null } = problem;
  const { names } = run(params, X, y, lambda, { changes });
  const compared = (gradient) =>
    entries
      ? {
          sizes: params.sizes,
          ...Object.fromEntries(
            BLOCKS.map((name) => [name, Float64Array.from(entries[name], (i) => gradient[name][i])]),
          ),
        }
      : gradient;
  const analytic = compared(gradientOf(params, names));
  const loss = (theta) => numberOf(run(theta, X, y, lambda, { changes, until: "Jreg" }).names.J, "J");
  const numerical = compared(differences(loss, params, epsilon, { changes, skipped, entries }));
  return {
    analytic,
    numerical,
    J: numberOf(names.J, "J"),
    sizes: params.sizes,
    all: distance(numerical, analytic),
    blocks: Object.fromEntries(BLOCKS.map((name) => [name, distance(numerical, analytic, [name])])),
  };
}

// What a check says, in facts that its own numbers bear out.
//
//   off       the blocks in which the gradients differ by more than the step alone explains
//   passes    the distance is below the limit
//   changed   the lines give other numbers than the right ones
//   coarse    the right lines do not pass with this step either
//   needsLambda   nothing shows now, and with lambda = 3 it would
export function judge(options) {
  const { changes = {}, skipped = [], lambda = 0, epsilon = 1e-4, problem } = options;
  const result = check(options);
  const isTouched = Object.keys(changes).length > 0 || skipped.length > 0;
  const right = isTouched ? check({ lambda, epsilon, problem }) : result;
  const isOff = (one, base, name) => !(one.blocks[name] <= Math.max(1e-7, 5 * base.blocks[name]));
  const off = BLOCKS.filter((name) => isOff(result, right, name));
  const isChanged = (one, base) =>
    !(Math.abs(one.J - base.J) <= 1e-12 * Math.abs(base.J)) ||
    ["analytic", "numerical"].some((side) =>
      BLOCKS.some((name) =>
        one[side][name].some((v, i) => !(Math.abs(v - base[side][name][i]) <= 1e-11 + 1e-9 * Math.abs(v))),
      ),
    );
  const changed = isTouched && isChanged(result, right);
  let [needsLambda, equivalent] = [false, false];
  if (isTouched && !off.length) {
    const [strong, base] = [check({ changes, skipped, lambda: 3, problem }), check({ lambda: 3, problem })];
    needsLambda = lambda !== 3 && BLOCKS.some((name) => isOff(strong, base, name));
    equivalent = !changed && !isChanged(strong, base);
  }
  return {
    ...result,
    right,
    off,
    passes: result.all < LIMIT,
    coarse: right.all >= LIMIT,
    changed,
    needsLambda,
    equivalent,
  };
}

// The lines that are right themselves and give another value all the same: they work on what a changed line gave.
export function heirs({ changes = {}, lambda = 0, problem = debugNetwork() }) {
  const { params, X, y } = problem;
  const [mine, right] = [changes, {}].map((each) => run(params, X, y, lambda, { changes: each }).byLine);
  const differs = (one, other) =>
    one.length !== other.length ||
    other.some((v, i) => !(Math.abs(one[i] - v) <= 1e-12 + 1e-9 * Math.abs(v)));
  return Object.keys(right).filter((id) => !(id in changes) && differs(mine[id].data, right[id].data));
}

// Where a right line fails on the shape that a changed line gave, the error is that of the changed one.
export function culprit(error, { changes = {}, lambda = 0, problem = debugNetwork() }) {
  if (!(error instanceof ShapeError) || error.line in changes) return error;
  const { params, X, y } = problem;
  const right = run(params, X, y, lambda).byLine;
  for (const id of Object.keys(right).filter((each) => each in changes)) {
    const { shape } = run(params, X, y, lambda, { changes, until: id }).byLine[id];
    if (String(shape) !== String(right[id].shape))
      return Object.assign(new WrongShape(LINE[id].name, shape, right[id].shape), { line: id });
  }
  return error;
}

// One step of Alg. 3 on the debug network with changed lines: how far each block of v and theta is from the right one.
export function checkStep(changes) {
  const { params, X, y } = debugNetwork();
  const g = gradientOf(params, run(params, X, y, 0).names);
  const column = (values) => array([values.length, 1], values);
  const step = (lines) =>
    Object.fromEntries(
      BLOCKS.map((name) => {
        const v = column(params[name].map((w, i) => Math.cos(i) / 10));
        const names = {
          theta: column(params[name]),
          v,
          g: column(g[name]),
          alpha: scalar(0.1),
          beta: scalar(0.9),
        };
        names.v = computeLine("v", names, lines);
        return [name, { v: names.v.data, theta: computeLine("theta", names, lines).data }];
      }),
    );
  const [mine, right] = [step(changes), step({})];
  const relative = (a, b) =>
    Math.sqrt(b.reduce((s, v, i) => s + ((a[i] ?? NaN) - v) ** 2, 0) / b.reduce((s, v) => s + v * v, 0));
  return BLOCKS.flatMap((name) =>
    ["v", "theta"].map((symbol) => [`${symbol}.${name}`, relative(mine[name][symbol], right[name][symbol])]),
  );
}

// The distance for many steps epsilon, from 1 to 1e-12.
export function distancesOverEpsilon(options) {
  return Array.from({ length: 37 }, (_, i) => {
    const epsilon = 10 ** (-i / 3);
    return [epsilon, check({ ...options, epsilon }).all];
  });
}
