// The equations and algorithms of the sheet, line by line, over the named arrays of the notebooks. Whoever computes
// step by step computes these lines; any of them can be replaced, by a typical mistake or by a line that was typed.

import {
  array,
  elementwise,
  map,
  matrix,
  product,
  scalar,
  ShapeError,
  shapeText,
  sum,
  transpose,
} from "./arrays.js";
import { compute, LineError, parse } from "./language.js";
import { sigmoid } from "./network.js";

const lift = (v) => (typeof v === "number" ? scalar(v) : v);
const entrywise = (f) => (a, b) => elementwise(f, lift(a), lift(b));
export const plus = entrywise((a, b) => a + b);
export const minus = entrywise((a, b) => a - b);
export const times = entrywise((a, b) => a * b);
export const over = entrywise((a, b) => a / b);
export const equal = entrywise((a, b) => Number(a === b));
export const phi = (a) => map(sigmoid, a);
export const log = (a) => map(Math.log, a);
export const squares = (a) => sum(map((v) => v * v, a));
export const slope = (a) => times(a, minus(1, a));
export const overSamples = (a) => sum(a, 1, true);

// id; the name that gets the value; part and ref: where it stands in the sheet; tex: how it stands there; line: its
// value from the names so far. Samples are columns, so that one line does the work of the loop over i.
export const LINES = [
  {
    id: "z2",
    name: "z2",
    part: "Forward",
    ref: "Eq. 5",
    tex: "z^{(2)} = W^{(1)} a^{(1)} + b^{(1)}",
    line: ({ W1, X, b1 }) => plus(product(W1, X), b1),
  },
  {
    id: "a2",
    name: "a2",
    part: "Forward",
    ref: "Eq. 4",
    tex: "a^{(2)} = \\phi (z^{(2)})",
    line: ({ z2 }) => phi(z2),
  },
  {
    id: "z3",
    name: "z3",
    part: "Forward",
    ref: "Eq. 3",
    tex: "z^{(3)} = W^{(2)} a^{(2)} + b^{(2)}",
    line: ({ W2, a2, b2 }) => plus(product(W2, a2), b2),
  },
  {
    id: "a3",
    name: "a3",
    part: "Forward",
    ref: "Eq. 2",
    tex: "a^{(3)} = \\phi (z^{(3)})",
    line: ({ z3 }) => phi(z3),
  },
  {
    id: "Y",
    name: "Y",
    part: "Loss",
    ref: "Eq. 9",
    tex: "y_{ik} = 1 \\thin \\if \\thin y_i = k , \\thin \\else \\thin 0",
    line: ({ k, y }) => equal(k, y),
  },
  {
    id: "J",
    name: "J",
    part: "Loss",
    ref: "Eq. 10",
    tex: "J = \\frac{1}{N} \\sum_{i=1}^{N} \\sum_{k=1}^{K} \\br ( - y_{ik} \\log a_{ik}^{(3)} \\br - ( 1 - y_{ik} ) \\log ( 1 - a_{ik}^{(3)} ) )",
    line: ({ Y, a3, N }) =>
      over(sum(plus(times(times(-1, Y), log(a3)), times(minus(Y, 1), log(minus(1, a3))))), N),
  },
  {
    id: "Jreg",
    name: "J",
    part: "Loss",
    ref: "Eq. 11",
    tex: "\\tilde{J} = J + \\frac{\\lambda}{2} ( ‖W^{(1)}‖^2 \\br + ‖W^{(2)}‖^2 )",
    line: ({ J, lambda_, W1, W2 }) => plus(J, times(over(lambda_, 2), plus(squares(W1), squares(W2)))),
  },
  {
    id: "eta3",
    name: "eta3",
    part: "Alg. 1",
    ref: "line 5",
    tex: "\\eta_k^{(3)} \\leftarrow - \\frac{y_k}{a_k^{(3)}} \\br + \\frac{1 - y_k}{1 - a_k^{(3)}}",
    line: ({ Y, a3 }) => minus(over(minus(1, Y), minus(1, a3)), over(Y, a3)),
  },
  {
    id: "delta3",
    name: "delta3",
    part: "Alg. 1",
    ref: "line 8",
    tex: "\\delta^{(3)} \\leftarrow \\eta^{(3)} \\cdot \\phi (z^{(3)}) \\br \\cdot (1 - \\phi (z^{(3)}))",
    line: ({ eta3, a3 }) => times(eta3, slope(a3)),
  },
  {
    id: "dW2",
    name: "dW2",
    part: "Alg. 1",
    ref: "line 11",
    tex: "\\partial W^{(2)} \\leftarrow \\partial W^{(2)} \\br + \\frac{1}{N} \\delta^{(3)} a_i^{(2)\\top}",
    line: ({ delta3, a2, N }) => over(product(delta3, transpose(a2)), N),
  },
  {
    id: "db2",
    name: "db2",
    part: "Alg. 1",
    ref: "line 13",
    tex: "\\partial b^{(2)} \\leftarrow \\partial b^{(2)} + \\frac{1}{N} \\delta^{(3)}",
    line: ({ delta3, N }) => over(overSamples(delta3), N),
  },
  {
    id: "eta2",
    name: "eta2",
    part: "Alg. 1",
    ref: "line 15",
    tex: "\\eta^{(2)} \\leftarrow W^{(2)\\top} \\delta^{(3)}",
    line: ({ W2, delta3 }) => product(transpose(W2), delta3),
  },
  {
    id: "delta2",
    name: "delta2",
    part: "Alg. 1",
    ref: "line 17",
    tex: "\\delta^{(2)} \\leftarrow \\eta^{(2)} \\cdot \\phi (z^{(2)}) \\br \\cdot (1 - \\phi (z^{(2)}))",
    line: ({ eta2, a2 }) => times(eta2, slope(a2)),
  },
  {
    id: "dW1",
    name: "dW1",
    part: "Alg. 1",
    ref: "line 20",
    tex: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} \\br + \\frac{1}{N} \\delta^{(2)} a_i^{(1)\\top}",
    line: ({ delta2, X, N }) => over(product(delta2, transpose(X)), N),
  },
  {
    id: "db1",
    name: "db1",
    part: "Alg. 1",
    ref: "line 22",
    tex: "\\partial b^{(1)} \\leftarrow \\partial b^{(1)} + \\frac{1}{N} \\delta^{(2)}",
    line: ({ delta2, N }) => over(overSamples(delta2), N),
  },
  {
    id: "dW2reg",
    name: "dW2",
    part: "Alg. 1",
    ref: "line 26",
    tex: "\\partial W^{(2)} \\leftarrow \\partial W^{(2)} + \\lambda W^{(2)}",
    line: ({ dW2, lambda_, W2 }) => plus(dW2, times(lambda_, W2)),
  },
  {
    id: "dW1reg",
    name: "dW1",
    part: "Alg. 1",
    ref: "line 26",
    tex: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + \\lambda W^{(1)}",
    line: ({ dW1, lambda_, W1 }) => plus(dW1, times(lambda_, W1)),
  },
  {
    id: "numerical",
    name: "dp",
    part: "Eq. 17",
    ref: "Eq. 17",
    tex: "\\frac{\\partial \\tilde{J}}{\\partial \\theta_p} \\approx \\br \\frac{\\tilde{J} (\\theta + \\epsilon e_p) - \\tilde{J} (\\theta - \\epsilon e_p)}{2 \\epsilon}",
    line: ({ J, theta, epsilon, e }) =>
      over(minus(J(plus(theta, times(epsilon, e))), J(minus(theta, times(epsilon, e)))), times(2, epsilon)),
  },
  {
    id: "v",
    name: "v",
    part: "Alg. 3",
    ref: "line 3",
    tex: "v \\leftarrow \\beta v - \\alpha g",
    line: ({ beta, v, alpha, g }) => minus(times(beta, v), times(alpha, g)),
  },
  {
    id: "theta",
    name: "theta",
    part: "Alg. 3",
    ref: "line 4",
    tex: "\\theta \\leftarrow \\theta + v",
    line: ({ theta, v }) => plus(theta, v),
  },
];
export const LINE = Object.fromEntries(LINES.map((each) => [each.id, each]));
const PASS = LINES.filter(({ part }) => ["Forward", "Loss", "Alg. 1"].includes(part));

const trees = new Map(); // of typed lines
function treeOf(source) {
  if (!trees.has(source)) {
    if (trees.size > 500) trees.clear();
    trees.set(source, parse(source));
  }
  return trees.get(source);
}

// One line by itself; `changes` holds functions or typed lines by id. An error says in `line` which one it was.
export function computeLine(id, names, changes = {}) {
  const line = changes[id] ?? LINE[id].line;
  try {
    return typeof line === "string" ? compute(treeOf(line), names, line) : line(names);
  } catch (error) {
    if (error instanceof LineError || error instanceof ShapeError) error.line ??= id;
    throw error;
  }
}

// The names that the lines start from; samples lie one after the other in `samples` and are columns of X.
export function inputs(params, samples, y, lambda) {
  const [rows, hidden, outputs] = params.sizes;
  const N = y.length;
  return {
    X: transpose(matrix(samples, N, rows)),
    y: array([N], Float64Array.from(y)),
    k: matrix(
      Float64Array.from({ length: outputs }, (_, i) => i + 1),
      outputs,
      1,
    ),
    N: scalar(N),
    K: scalar(outputs),
    lambda_: scalar(lambda),
    W1: matrix(params.W1, hidden, rows),
    b1: matrix(params.b1, hidden, 1),
    W2: matrix(params.W2, outputs, hidden),
    b2: matrix(params.b2, outputs, 1),
  };
}

// Forward pass, loss and Alg. 1, up to a line or to the end: every variable by its name, and by the id of its line.
export function run(params, samples, y, lambda, { changes = {}, until = null } = {}) {
  const names = inputs(params, samples, y, lambda);
  const byLine = {};
  for (const { id, name } of PASS) {
    byLine[id] = names[name] = computeLine(id, names, changes);
    if (id === until) break;
  }
  return { names, byLine };
}

// The four blocks of the gradient; one of another shape than its parameter is an error, as in the notebooks.
export function gradientOf(params, names) {
  const blocks = { sizes: params.sizes };
  for (const name of ["W1", "b1", "W2", "b2"]) {
    const { shape, data } = names[`d${name}`];
    const wanted = names[name].shape;
    if (String(shape) !== String(wanted)) throw new WrongShape(`d${name}`, shape, wanted);
    blocks[name] = data;
  }
  return blocks;
}

// The value of an array that must be a single number.
export function numberOf({ shape, data }, symbol) {
  if (data.length !== 1) throw new WrongShape(symbol, shape, []);
  return data[0];
}

export class WrongShape extends Error {
  constructor(symbol, shape, wanted) {
    super(
      `${symbol} must be ${wanted.length ? `an array of shape ${shapeText(wanted)}` : "one number"}, and has the shape ${shapeText(shape)}.`,
    );
    Object.assign(this, { symbol, shape });
  }
}
