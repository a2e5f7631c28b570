// The gradient check of Part F on the debug network of 3-5-3 units, with Alg. 1 written line by line so that any
// line can be replaced by a typical mistake.

import { BLOCKS, copy, evaluate, forward, numericalGradient, outer, sigmoid, zeros } from "./network.js";

// The network and the five samples of ex3.gradient_check.debug_network.
export function debugNetwork() {
  const sines = (rows, columns) => (r, c) => Math.sin(c * rows + r + 1) / 10;
  const table = (rows, columns, entry) =>
    Float64Array.from({ length: rows * columns }, (_, i) => entry(Math.floor(i / columns), i % columns));
  const [theta1, theta2, samples] = [sines(5, 4), sines(3, 6), sines(5, 3)];
  const params = {
    sizes: [3, 5, 3],
    W1: table(5, 3, (r, c) => theta1(r, c + 1)),
    b1: table(5, 1, (r) => theta1(r, 0)),
    W2: table(3, 5, (r, c) => theta2(r, c + 1)),
    b2: table(3, 1, (r) => theta2(r, 0)),
  };
  return { params, X: table(5, 3, samples), y: Uint8Array.of(2, 3, 1, 2, 3) };
}

const times = (factor, values) => values.map((v) => factor * v);
const addTo = (sum, values) =>
  values.forEach((v, i) => {
    sum[i] += v;
  });
const slope = (a) => a * (1 - a);
const rowSums = (matrix, rows) =>
  Float64Array.from({ length: rows }, (_, r) =>
    matrix.subarray(r * (matrix.length / rows), (r + 1) * (matrix.length / rows)).reduce((s, v) => s + v, 0),
  );
const backThrough = (W, delta) =>
  Float64Array.from({ length: W.length / delta.length }, (_, j) =>
    delta.reduce((s, d, k) => s + W[k * (W.length / delta.length) + j] * d, 0),
  );

// Alg. 1, one function for each line or pair of lines.
const ALGORITHM = {
  share: (N) => 1 / N,
  eta3: (y, a3) => a3.map((a, k) => -y[k] / a + (1 - y[k]) / (1 - a)),
  delta3: (eta, a3) => eta.map((e, k) => e * slope(a3[k])),
  dW2: (delta, a2) => outer(delta, a2),
  db: (delta) => delta,
  eta2: (delta, params) => backThrough(params.W2, delta),
  delta2: (eta, a2) => eta.map((e, j) => e * slope(a2[j])),
  regularise: (gradient, params, lambda) => {
    for (const name of ["W1", "W2"]) addTo(gradient[name], times(lambda, params[name]));
  },
};

export function backpropagate(params, X, y, lambda, mistake = {}) {
  const lines = { ...ALGORITHM, ...mistake };
  const gradient = zeros(params.sizes);
  const [inputs, , outputs] = params.sizes;
  const share = lines.share(y.length);
  for (let i = 0; i < y.length; i++) {
    const x = X.subarray(i * inputs, (i + 1) * inputs);
    const { z2, a2, a3 } = forward(params, x);
    const target = Float64Array.from({ length: outputs }, (_, k) => (k === y[i] - 1 ? 1 : 0));
    const delta3 = lines.delta3(lines.eta3(target, a3), a3);
    const dW2 = lines.dW2(delta3, a2, z2);
    addTo(gradient.W2, times(share, dW2));
    addTo(gradient.b2, times(share, lines.db(delta3, dW2)));
    const delta2 = lines.delta2(lines.eta2(delta3, params, gradient), a2);
    const dW1 = outer(delta2, x);
    addTo(gradient.W1, times(share, dW1));
    addTo(gradient.b1, times(share, lines.db(delta2, dW1)));
  }
  lines.regularise(gradient, params, lambda, y.length);
  return gradient;
}

const squaredBiases = (params) => [...params.b1, ...params.b2].reduce((s, b) => s + b * b, 0);

// id, what goes wrong, where; `change` replaces lines of Alg. 1, `numerical` Eq. 17, `loss` the loss itself.
export const MISTAKES = [
  {
    id: "none",
    group: "Nothing",
    name: "no mistake",
    hint: "Backpropagation and Eq. 17 agree to about ten digits: no slip in a formula would allow that.",
  },

  {
    id: "bias-zero",
    group: "Alg. 1",
    lines: "13 and 22",
    name: "bias gradients forgotten",
    right: "\\partial b^{(l)} \\leftarrow \\partial b^{(l)} + \\frac{1}{N} \\delta^{(l+1)}",
    wrong: "\\partial b^{(l)} \\leftarrow 0",
    change: { db: (delta) => delta.map(() => 0) },
    hint: "Both weight blocks agree, both bias blocks are zero. The biases are parameters like the others.",
  },
  {
    id: "bias-sums",
    group: "Alg. 1",
    lines: "13 and 22",
    name: "bias gradients as row sums of ∂W",
    right: "\\frac{1}{N} \\delta^{(l+1)}",
    wrong: "\\frac{1}{N} \\sum_q \\partial W_{pq}^{(l)}",
    change: { db: (delta, dW) => rowSums(dW, delta.length) },
    hint: "A bias is a weight on a constant 1, not on the sum of what comes in.",
  },
  {
    id: "sign-delta",
    group: "Alg. 1",
    lines: "5 and 8",
    name: "output error with the wrong sign",
    right: "\\delta^{(3)} = a^{(3)} - y",
    wrong: "\\delta^{(3)} = y - a^{(3)}",
    change: { delta3: (eta, a3) => eta.map((e, k) => -e * slope(a3[k])) },
    hint: "Every entry has the right size and the wrong sign, so g_num + g is nearly zero and the distance enormous. All blocks are off at once: look at the first line that all of them share.",
  },
  {
    id: "sign-eta",
    group: "Alg. 1",
    lines: "5",
    name: "sign slip in the second term of η",
    right: "- \\frac{y_k}{a_k} + \\frac{1 - y_k}{1 - a_k}",
    wrong: "- \\frac{y_k}{a_k} - \\frac{1 - y_k}{1 - a_k}",
    change: { eta3: (y, a3) => a3.map((a, k) => -y[k] / a - (1 - y[k]) / (1 - a)) },
    hint: "Derive −log(1 − a) by a: the inner derivative is another −1.",
  },
  {
    id: "no-slope",
    group: "Alg. 1",
    lines: "17",
    name: "slope of the hidden sigmoid forgotten",
    right: "\\delta^{(2)} \\leftarrow \\eta^{(2)} \\cdot \\phi (z) \\cdot (1 - \\phi (z))",
    wrong: "\\delta^{(2)} \\leftarrow \\eta^{(2)}",
    change: { delta2: (eta) => eta },
    hint: "The blocks of layer 2 agree, those of layer 1 do not: the slip lies between them, on the way back through the hidden layer. The entries are about four times too large, as the slope is nearly 1/4.",
  },
  {
    id: "slope-twice",
    group: "Alg. 1",
    lines: "17",
    name: "slope taken at a instead of z",
    right: "\\phi (z^{(2)}) \\cdot (1 - \\phi (z^{(2)}))",
    wrong: "\\phi (a^{(2)}) \\cdot (1 - \\phi (a^{(2)}))",
    change: { delta2: (eta, a2) => eta.map((e, j) => e * slope(sigmoid(a2[j]))) },
    hint: "Only layer 1 is off, and only by some per cent. The slope is a(1 − a) already: no sigmoid on top of it.",
  },
  {
    id: "gradient-back",
    group: "Alg. 1",
    lines: "15",
    name: "error sent back through ∂W instead of W",
    right: "\\eta^{(2)} \\leftarrow W^{(2)\\top} \\delta^{(3)}",
    wrong: "\\eta^{(2)} \\leftarrow \\partial W^{(2)\\top} \\delta^{(3)}",
    change: { eta2: (delta, params, gradient) => backThrough(gradient.W2, delta) },
    hint: "The error flows back through the weights, not through their gradient. Layer 2 does not notice.",
  },
  {
    id: "z-for-a",
    group: "Alg. 1",
    lines: "11",
    name: "z in place of a in the outer product",
    right: "\\frac{1}{N} \\delta^{(3)} a^{(2)\\top}",
    wrong: "\\frac{1}{N} \\delta^{(3)} z^{(2)\\top}",
    change: { dW2: (delta, a2, z2) => outer(delta, z2) },
    hint: "One block alone is off: only the line that fills it can be wrong.",
  },
  {
    id: "no-mean",
    group: "Alg. 1",
    lines: "11, 13, 20 and 22",
    name: "sum over the samples, not the mean",
    right: "\\frac{1}{N} \\delta^{(l+1)} a_i^{(l)\\top}",
    wrong: "\\delta^{(l+1)} a_i^{(l)\\top}",
    change: { share: () => 1 },
    hint: "Everything is N times too large, here five times: the distance is (5 − 1)/(5 + 1) = 0.67.",
  },

  {
    id: "no-lambda",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "regulariser left out",
    right: "\\partial W^{(l)} \\leftarrow \\partial W^{(l)} + \\lambda W^{(l)}",
    wrong: "\\partial W^{(l)} \\leftarrow \\partial W^{(l)}",
    change: { regularise: () => {} },
    hint: "With λ = 0 the check cannot see this. Set λ to 3: both weight blocks are off, the biases agree.",
  },
  {
    id: "two-lambda",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "2 λ W",
    right: "+ \\lambda W^{(l)}",
    wrong: "+ 2 \\lambda W^{(l)}",
    change: { regularise: (g, p, lambda) => ALGORITHM.regularise(g, p, 2 * lambda) },
    hint: "That belongs to a penalty without the 1/2 of Eq. 11. Invisible with λ = 0.",
  },
  {
    id: "lambda-gradient",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "λ times the gradient",
    right: "+ \\lambda W^{(l)}",
    wrong: "+ \\lambda \\partial W^{(l)}",
    change: {
      regularise: (g, p, lambda) => ["W1", "W2"].forEach((name) => addTo(g[name], times(lambda, g[name]))),
    },
    hint: "What is multiplied by λ in line 26? Invisible with λ = 0.",
  },
  {
    id: "lambda-bias",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "biases regularised as well",
    right: "\\partial b^{(l)} \\leftarrow \\partial b^{(l)}",
    wrong: "\\partial b^{(l)} \\leftarrow \\partial b^{(l)} + \\lambda b^{(l)}",
    change: {
      regularise: (g, p, lambda) => BLOCKS.forEach((name) => addTo(g[name], times(lambda, p[name]))),
    },
    hint: "Eq. 11 has the norms of the weights only. With λ = 3 both bias blocks are off.",
  },
  {
    id: "lambda-loop",
    group: "Alg. 1, regulariser",
    lines: "26",
    name: "regulariser inside the loop over samples",
    right: "+ \\lambda W^{(l)}",
    wrong: "+ N \\lambda W^{(l)}",
    change: { regularise: (g, p, lambda, N) => ALGORITHM.regularise(g, p, N * lambda) },
    hint: "It is added N times. Lines 25 and 26 stand after the loop.",
  },

  {
    id: "one-sided",
    group: "Eq. 17",
    lines: "",
    name: "one-sided difference",
    right: "\\frac{J(\\theta + \\epsilon) - J(\\theta - \\epsilon)}{2 \\epsilon}",
    wrong: "\\frac{J(\\theta + \\epsilon) - J(\\theta)}{\\epsilon}",
    numerical: oneSided,
    hint: "Here backpropagation is right and the check is poor: the error falls with ε, not with ε². Try smaller steps: it never comes near 10⁻¹⁰.",
  },
  {
    id: "brackets",
    group: "Eq. 17",
    lines: "",
    name: "divided by 2, then times ε",
    right: "\\frac{J(\\theta + \\epsilon) - J(\\theta - \\epsilon)}{2 \\epsilon}",
    wrong: "\\frac{J(\\theta + \\epsilon) - J(\\theta - \\epsilon)}{2} \\epsilon",
    numerical: (loss, params, epsilon) => scaled(numericalGradient(loss, params, epsilon), epsilon * epsilon),
    hint: "The numerical gradient is next to nothing, so the distance is 1: brackets around 2 * epsilon.",
  },
  {
    id: "no-biases",
    group: "Eq. 17",
    lines: "",
    name: "biases never nudged",
    right: "\\theta = ( W^{(1)} , b^{(1)} , W^{(2)} , b^{(2)} )",
    wrong: "\\theta = ( W^{(1)} , W^{(2)} )",
    numerical: (loss, params, epsilon) => ({
      ...numericalGradient(loss, params, epsilon),
      b1: params.b1.map(() => 0),
      b2: params.b2.map(() => 0),
    }),
    hint: "Now the numerical side is zero in two blocks. Look which side changed before you mend the other.",
  },

  {
    id: "pair",
    group: "Loss and gradient alike",
    lines: "26",
    name: "biases regularised in both",
    right: "\\tilde{J} = J + \\frac{\\lambda}{2} ( ‖W^{(1)}‖^2 + ‖W^{(2)}‖^2 )",
    wrong: "\\tilde{J} = J + \\frac{\\lambda}{2} ( ‖W^{(1)}‖^2 + ‖b^{(1)}‖^2 + ‖W^{(2)}‖^2 + ‖b^{(2)}‖^2 )",
    change: {
      regularise: (g, p, lambda) => BLOCKS.forEach((name) => addTo(g[name], times(lambda, p[name]))),
    },
    loss: (params, lambda) => (lambda / 2) * squaredBiases(params),
    hint: "The check passes for every λ, and both are wrong: it only says that the gradient belongs to the loss. That the loss is right shows in its value, 0.383770 on the sheet.",
  },
];

function scaled(gradient, factor) {
  return Object.fromEntries(BLOCKS.map((name) => [name, times(factor, gradient[name])]));
}

function oneSided(loss, params, epsilon) {
  const nudged = copy(params);
  const gradient = zeros(params.sizes);
  const before = loss(params);
  for (const name of BLOCKS) {
    for (let p = 0; p < nudged[name].length; p++) {
      nudged[name][p] += epsilon;
      gradient[name][p] = (loss(nudged) - before) / epsilon;
      nudged[name][p] = params[name][p];
    }
  }
  return gradient;
}

// Normalised distance |n - a| / |n + a| over the named blocks together.
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

// The whole check: both gradients and their distances, all blocks together and one by one.
export function check({ mistake = "none", lambda = 0, epsilon = 1e-4 } = {}) {
  const { params, X, y } = debugNetwork();
  const {
    change,
    numerical: other = numericalGradient,
    loss: extra = () => 0,
  } = MISTAKES.find((m) => m.id === mistake) ?? MISTAKES[0];
  const analytic = backpropagate(params, X, y, lambda, change);
  const loss = (theta) => evaluate(theta, X, y, lambda).J + extra(theta, lambda);
  const numerical = other(loss, params, epsilon);
  return {
    analytic,
    numerical,
    sizes: params.sizes,
    all: distance(numerical, analytic),
    blocks: Object.fromEntries(BLOCKS.map((name) => [name, distance(numerical, analytic, [name])])),
  };
}
