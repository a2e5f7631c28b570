// Typical mistakes: the lines that they change, and how the right and the wrong one look in the sheet's notation.
// What is wrong is said by the notebooks' own hints, which diagnosis.js finds by the numbers.

import { map, product, transpose } from "./arrays.js";
import { minus, over, overSamples, phi, plus, slope, squares, times } from "./algorithm.js";

const both = (first, second, line) => ({ [first]: line(first), [second]: line(second) });
const zero = (a) => map(() => 0, a);
const twoLambda = both(
  "dW1reg",
  "dW2reg",
  (id) => (n) => plus(n[id.slice(0, 3)], times(times(2, n.lambda_), n[id.slice(1, 3)])),
);

// group and name for the list; changes by line; skipped: blocks that Eq. 17 leaves out; wrong: the changed line.
export const MISTAKES = [
  { id: "none", group: "Nothing", name: "no mistake", changes: {} },

  {
    id: "bias-zero",
    group: "Alg. 1",
    lines: "13 and 22",
    name: "bias gradients forgotten",
    of: "db1",
    wrong: "\\partial b^{(l)} \\leftarrow 0",
    changes: { db2: ({ b2 }) => zero(b2), db1: ({ b1 }) => zero(b1) },
  },
  {
    id: "bias-sums",
    group: "Alg. 1",
    lines: "13 and 22",
    name: "bias gradients as row sums of ∂W",
    of: "db1",
    wrong: "\\partial b_p^{(l)} \\leftarrow \\sum_q \\partial W_{pq}^{(l)}",
    changes: { db2: ({ dW2 }) => overSamples(dW2), db1: ({ dW1 }) => overSamples(dW1) },
  },
  {
    id: "sign-delta",
    group: "Alg. 1",
    lines: "8",
    name: "output error with the wrong sign",
    of: "delta3",
    wrong: "\\delta^{(3)} \\leftarrow y - a^{(3)}",
    changes: { delta3: ({ Y, a3 }) => minus(Y, a3) },
  },
  {
    id: "sign-eta",
    group: "Alg. 1",
    lines: "5",
    name: "sign slip in the second term of η",
    of: "eta3",
    wrong: "\\eta_k^{(3)} \\leftarrow - \\frac{y_k}{a_k^{(3)}} - \\frac{1 - y_k}{1 - a_k^{(3)}}",
    changes: { eta3: ({ Y, a3 }) => minus(times(-1, over(Y, a3)), over(minus(1, Y), minus(1, a3))) },
  },
  {
    id: "no-slope",
    group: "Alg. 1",
    lines: "17",
    name: "slope of the hidden sigmoid forgotten",
    of: "delta2",
    wrong: "\\delta^{(2)} \\leftarrow \\eta^{(2)}",
    changes: { delta2: ({ eta2 }) => eta2 },
  },
  {
    id: "slope-twice",
    group: "Alg. 1",
    lines: "17",
    name: "slope taken at a instead of z",
    of: "delta2",
    wrong: "\\delta^{(2)} \\leftarrow \\eta^{(2)} \\cdot \\phi (a^{(2)}) \\br \\cdot (1 - \\phi (a^{(2)}))",
    changes: { delta2: ({ eta2, a2 }) => times(eta2, slope(phi(a2))) },
  },
  {
    id: "gradient-back",
    group: "Alg. 1",
    lines: "15",
    name: "error sent back through ∂W instead of W",
    of: "eta2",
    wrong: "\\eta^{(2)} \\leftarrow \\partial W^{(2)\\top} \\delta^{(3)}",
    changes: { eta2: ({ dW2, delta3 }) => product(transpose(dW2), delta3) },
  },
  {
    id: "z-for-a",
    group: "Alg. 1",
    lines: "11",
    name: "z in place of a in the outer product",
    of: "dW2",
    wrong: "\\partial W^{(2)} \\leftarrow \\partial W^{(2)} \\br + \\frac{1}{N} \\delta^{(3)} z_i^{(2)\\top}",
    changes: { dW2: ({ delta3, z2, N }) => over(product(delta3, transpose(z2)), N) },
  },
  {
    id: "no-mean",
    group: "Alg. 1",
    lines: "11, 13, 20 and 22",
    name: "sum over the samples, not the mean",
    of: "dW1",
    wrong: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + \\delta^{(2)} a_i^{(1)\\top}",
    changes: {
      dW2: ({ delta3, a2 }) => product(delta3, transpose(a2)),
      db2: ({ delta3 }) => overSamples(delta3),
      dW1: ({ delta2, X }) => product(delta2, transpose(X)),
      db1: ({ delta2 }) => overSamples(delta2),
    },
  },

  {
    id: "no-lambda",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "regulariser left out",
    of: "dW1reg",
    wrong: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)}",
    changes: both("dW1reg", "dW2reg", (id) => (n) => n[id.slice(0, 3)]),
  },
  {
    id: "two-lambda",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "2 λ W",
    of: "dW1reg",
    wrong: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + 2 \\lambda W^{(1)}",
    changes: twoLambda,
  },
  {
    id: "lambda-gradient",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "λ times the gradient",
    of: "dW1reg",
    wrong: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + \\lambda \\partial W^{(1)}",
    changes: { dW1reg: ({ dW1, lambda_ }) => plus(dW1, times(lambda_, dW1)) },
  },
  {
    id: "lambda-bias",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "biases regularised as well",
    of: "db1",
    wrong:
      "\\partial b^{(1)} \\leftarrow \\partial b^{(1)} + \\frac{1}{N} \\delta^{(2)} \\br + \\lambda b^{(1)}",
    changes: {
      db2: ({ delta3, N, lambda_, b2 }) => plus(over(overSamples(delta3), N), times(lambda_, b2)),
      db1: ({ delta2, N, lambda_, b1 }) => plus(over(overSamples(delta2), N), times(lambda_, b1)),
    },
  },
  {
    id: "lambda-loop",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "regulariser inside the loop over samples",
    of: "dW1reg",
    wrong: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + N \\lambda W^{(1)}",
    changes: both(
      "dW1reg",
      "dW2reg",
      (id) => (n) => plus(n[id.slice(0, 3)], times(times(n.N, n.lambda_), n[id.slice(1, 3)])),
    ),
  },

  {
    id: "one-sided",
    group: "Eq. 17",
    name: "one-sided difference",
    of: "numerical",
    wrong:
      "\\frac{\\partial \\tilde{J}}{\\partial \\theta_p} \\approx \\br \\frac{\\tilde{J} (\\theta + \\epsilon e_p) - \\tilde{J} (\\theta)}{\\epsilon}",
    changes: {
      numerical: ({ J, theta, epsilon, e }) =>
        over(minus(J(plus(theta, times(epsilon, e))), J(theta)), epsilon),
    },
  },
  {
    id: "brackets",
    group: "Eq. 17",
    name: "divided by 2, then times ε",
    of: "numerical",
    wrong:
      "\\frac{\\partial \\tilde{J}}{\\partial \\theta_p} \\approx \\br \\frac{\\tilde{J} (\\theta + \\epsilon e_p) - \\tilde{J} (\\theta - \\epsilon e_p)}{2} \\epsilon",
    changes: {
      numerical: ({ J, theta, epsilon, e }) =>
        times(over(minus(J(plus(theta, times(epsilon, e))), J(minus(theta, times(epsilon, e)))), 2), epsilon),
    },
  },
  {
    id: "no-biases",
    group: "Eq. 17",
    name: "biases never nudged",
    of: "numerical",
    wrong: "\\theta = ( W^{(1)} , W^{(2)} )",
    changes: {},
    skipped: ["b1", "b2"],
  },

  {
    id: "pair",
    group: "Loss and gradient alike",
    lines: "26",
    name: "biases regularised in both",
    of: "Jreg",
    wrong:
      "\\tilde{J} = J + \\frac{\\lambda}{2} ( ‖W^{(1)}‖^2 + ‖b^{(1)}‖^2 \\br + ‖W^{(2)}‖^2 + ‖b^{(2)}‖^2 )",
    changes: {},
  },
];
export const MISTAKE = Object.fromEntries(MISTAKES.map((each) => [each.id, each]));

const allNorms = ({ J, lambda_, W1, b1, W2, b2 }) =>
  plus(J, times(over(lambda_, 2), [W1, b1, W2, b2].map(squares).reduce(plus)));
MISTAKE.pair.changes = { Jreg: allNorms, ...MISTAKE["lambda-bias"].changes };
