// The fifteen steps through the network and back: Eq. 2 to 6, the loss, and Alg. 1 line by line. Each has its formula,
// a sentence, the variable that it gives, the shapes that meet, and the arithmetic of one unit in numbers.

import { LINE } from "../../model/algorithm.js";
import { softplus } from "../../model/network.js";
import { digitOf, number } from "../../parts/dom.js";

const bracket = (v) => (v < 0 ? `(${number(v)})` : number(v));
const row = (W, k, columns) => W.subarray(k * columns, (k + 1) * columns);
const share = (N) => (N === 1 ? "" : ` / ${N}`);
const hiddenUnits = Array.from({ length: 25 }, (_, j) => `unit ${j + 1}`);
const digits = Array.from({ length: 10 }, (_, k) => `digit ${digitOf(k + 1)}`);

// Terms of a sum as rows: [name, factor, factor, product].
const terms = (names, left, right) =>
  names.map((name, q) => [name, left[q], right[q], left[q] * right[q]].map(cell));
const cell = (v) => (typeof v === "number" ? number(v) : v);

function slope(t, layer, k) {
  const [eta, a, delta] = [t[`eta${layer}`][k], t[`a${layer}`][k], t[`delta${layer}`][k]];
  return `δ = η · a · (1 − a) = ${bracket(eta)} · ${number(a)} · ${number(1 - a)} = ${number(delta)}`;
}

// Boxes of the shapes that meet: names with rows and columns, and the signs between them.
const X = ["a⁽¹⁾", 400, "N"];
const [W1, b1, z2] = [
  ["W⁽¹⁾", 25, 400],
  ["b⁽¹⁾", 25, 1],
  ["z⁽²⁾", 25, "N"],
];
const [W2, b2, z3] = [
  ["W⁽²⁾", 10, 25],
  ["b⁽²⁾", 10, 1],
  ["z⁽³⁾", 10, "N"],
];
const named = (name, [, rows, columns]) => [name, rows, columns];
const turned = ([name, rows, columns]) => [`${name}ᵀ`, columns, rows];
const [a2, a3, delta2, delta3] = [named("a⁽²⁾", z2), named("a⁽³⁾", z3), named("δ⁽²⁾", z2), named("δ⁽³⁾", z3)];
const [eta2, eta3, dW1, dW2] = [named("η⁽²⁾", z2), named("η⁽³⁾", z3), named("∂W⁽¹⁾", W1), named("∂W⁽²⁾", W2)];

const line = (id, ref = `Alg. 1, ${LINE[id].ref}`) => ({ ref, tex: LINE[id].tex });

// shows: the variable that the step gives. unit: what its entries belong to, or "both" for a choice of each.
// numbers(t, theta, k, lambda, output) gives {line, terms: rows, columns: their heads, pictures: [[name, 400 values]]}, all
// but line optional; k counts from 0.
export const STEPS = [
  {
    ref: "Eq. 6",
    tex: "a^{(1)} = x",
    shows: "a1",
    unit: "pixel",
    boxes: [X],
    text: "The image goes in: 400 grey values, read column by column. They are the activations of the first layer.",
    numbers: (t) => ({
      line: `${t.a1.filter((v) => v > 0.1).length} of the 400 values are above 0.1, the largest is ${number(Math.max(...t.a1))}. Making the picture smaller leaves ripples: a little below 0 beside the strokes, a little above 1 in them.`,
    }),
  },
  {
    ...line("z2", "Eq. 5"),
    shows: "z2",
    unit: "hidden",
    boxes: [z2, "=", W1, "·", X, "+", b1],
    text: "Each hidden unit lays its 400 weights over the image, multiplies, adds up, and adds its bias.",
    numbers: (t, theta, j) => {
      const w = row(theta.W1, j, 400);
      return {
        line: `z = weights times pixels + bias = ${number(t.z2[j] - theta.b1[j])} + ${bracket(theta.b1[j])} = ${number(t.z2[j])}`,
        pictures: [
          ["its weights", w],
          ["the pixels", t.a1],
          ["products", t.a1.map((x, p) => x * w[p])],
        ],
      };
    },
  },
  {
    ...line("a2", "Eq. 4"),
    shows: "a2",
    unit: "hidden",
    boxes: [a2, "= φ(", z2, ")"],
    text: "The sigmoid squeezes each number into the range from 0 to 1: this is how strongly the unit is lit.",
    numbers: (t, theta, j) => ({ line: `a = 1 / (1 + exp(${number(-t.z2[j])})) = ${number(t.a2[j])}` }),
  },
  {
    ...line("z3", "Eq. 3"),
    shows: "z3",
    unit: "output",
    boxes: [z3, "=", W2, "·", a2, "+", b2],
    text: "Each output weighs what the 25 hidden units say, and adds its own bias.",
    numbers: (t, theta, k) => ({
      line: `z = weights times activations + bias = ${number(t.z3[k] - theta.b2[k])} + ${bracket(theta.b2[k])} = ${number(t.z3[k])}`,
      terms: terms(hiddenUnits, row(theta.W2, k, 25), t.a2),
      columns: ["", "weight", "activation", "product"],
    }),
  },
  {
    ref: "Eq. 2",
    tex: "f_\\theta (x) := a^{(3)} = \\phi (z^{(3)})",
    shows: "a3",
    unit: "output",
    boxes: [a3, "= φ(", z3, ")"],
    text: "The sigmoid again: ten likelihoods, each by itself, so they need not add up to 1. The largest one decides which digit the network reads.",
    numbers: (t, theta, k) => ({ line: `a = 1 / (1 + exp(${number(-t.z3[k])})) = ${number(t.a3[k])}` }),
  },
  {
    ref: "Eq. 9",
    tex: "J = \\sum_{k=1}^{K} ( - y_k \\log a_k^{(3)} \\br - ( 1 - y_k ) \\log ( 1 - a_k^{(3)} ) )",
    shows: "J",
    unit: "output",
    boxes: [["y", 10, "N"], ",", a3, "→", ["J", 1, 1]],
    text: "How wrong is that? The target y is 1 for the digit that is meant and 0 for the nine others. Each output adds to the loss the more, the farther it is from its target.",
    numbers: (t, theta, k) => ({
      line: t.y[k]
        ? `y = 1, so it adds −log ${number(t.a3[k])} = ${number(softplus(-t.z3[k]))}`
        : `y = 0, so it adds −log(1 − ${number(t.a3[k])}) = ${number(softplus(t.z3[k]))}`,
      terms: digits.map((name, i) =>
        [name, t.y[i], t.a3[i], softplus(t.y[i] ? -t.z3[i] : t.z3[i])].map(cell),
      ),
      columns: ["", "y", "a", "adds"],
    }),
  },
  {
    ...line("eta3", "Alg. 1, lines 4 and 5"),
    shows: "eta3",
    unit: "output",
    boxes: [eta3, "←", ["y", 10, "N"], ",", a3],
    text: "Now back. η says how the loss changes with each activation: below zero where the output should be larger, above zero where it should be smaller.",
    numbers: (t, theta, k) => ({
      line: t.y[k]
        ? `y = 1, so η = −1 / ${number(t.a3[k])} = ${number(t.eta3[k])}`
        : `y = 0, so η = 1 / (1 − ${number(t.a3[k])}) = ${number(t.eta3[k])}`,
    }),
  },
  {
    ...line("delta3"),
    shows: "delta3",
    unit: "output",
    boxes: [delta3, "←", eta3, "entry by entry", z3],
    text: "Through the sigmoid: times its slope, entry by entry. Together with the line before this is simply a − y.",
    numbers: (t, theta, k) => ({
      line: `${slope(t, 3, k)}, and a − y = ${number(t.a3[k])} − ${t.y[k]} = ${number(t.a3[k] - t.y[k])}`,
    }),
  },
  {
    ...line("dW2"),
    shows: "dW2",
    unit: "output",
    boxes: [dW2, "=", delta3, "·", turned(a2), "/ N"],
    text: "Each weight between the layers: the error of the output that it leads to, times the activation that it comes from. That is an outer product, and the gradient is its mean over the N samples.",
    numbers: (t, theta, k) => ({
      line:
        t.N === 1
          ? `Row of this output: δ = ${number(t.delta3[k])} times each of the 25 activations.`
          : `Row of this output: the mean of ${t.N} outer products. δ and the activations are those of the sample that is shown.`,
      terms: hiddenUnits.map((name, j) => [name, t.delta3[k], t.a2[j], t.dW2[k * 25 + j]].map(cell)),
      columns: ["", "δ", "activation", t.N === 1 ? "∂W" : "∂W, mean"],
    }),
  },
  {
    ...line("db2"),
    shows: "db2",
    unit: "output",
    boxes: [["∂b⁽²⁾", 10, 1], "= sum over i of", delta3, "/ N"],
    text: "A bias is a weight on a constant 1, so its gradient is the error itself.",
    numbers: (t, theta, k) => ({
      line:
        t.N === 1
          ? `∂b = δ = ${number(t.db2[k])}`
          : `∂b = mean of δ over ${t.N} samples = ${number(t.db2[k])}; of this sample δ = ${number(t.delta3[k])}`,
    }),
  },
  {
    ...line("eta2"),
    shows: "eta2",
    unit: "hidden",
    boxes: [eta2, "=", turned(W2), "·", delta3],
    text: "Back through the weights: a hidden unit gets its share of every output's error, by the same weights as on the way forward.",
    numbers: (t, theta, j) => ({
      line: `η = sum over the ten outputs of weight times δ = ${number(t.eta2[j])}`,
      terms: terms(
        digits,
        digits.map((_, k) => theta.W2[k * 25 + j]),
        t.delta3,
      ),
      columns: ["", "weight", "δ", "product"],
    }),
  },
  {
    ...line("delta2"),
    shows: "delta2",
    unit: "hidden",
    boxes: [delta2, "←", eta2, "entry by entry", z2],
    text: "Through the sigmoid of the hidden layer. Where it is saturated, near 0 or 1, its slope is small and hardly any error comes through.",
    numbers: (t, theta, j) => ({ line: slope(t, 2, j) }),
  },
  {
    ...line("dW1"),
    shows: "dW1",
    unit: "hidden",
    boxes: [dW1, "=", delta2, "·", turned(X), "/ N"],
    text: "The outer product once more: for one sample each unit's gradient is the image itself, scaled by the unit's error. Where the image is empty, nothing is learned.",
    numbers: (t, theta, j) => ({
      line: `Row of this unit: δ = ${number(t.delta2[j])} times each of the 400 pixels${t.N === 1 ? "." : `, and the mean of that over ${t.N} samples.`}`,
      pictures: [
        ["the pixels", t.a1],
        ["∂W of this unit", row(t.dW1, j, 400)],
      ],
    }),
  },
  {
    ...line("db1"),
    shows: "db1",
    unit: "hidden",
    boxes: [["∂b⁽¹⁾", 25, 1], "= sum over i of", delta2, "/ N"],
    text: "And the biases of the hidden units.",
    numbers: (t, theta, j) => ({
      line:
        t.N === 1
          ? `∂b = δ = ${number(t.db1[j])}`
          : `∂b = mean of δ over ${t.N} samples = ${number(t.db1[j])}; of this sample δ = ${number(t.delta2[j])}`,
    }),
  },
  {
    ref: "Alg. 1, lines 25 and 26",
    tex: "\\partial W^{(l)} \\leftarrow \\partial W^{(l)} + \\lambda W^{(l)} , \\br \\thin l = 2 , 1",
    shows: "reg",
    unit: "both",
    boxes: [dW1, "+ λ", W1, ",", dW2, "+ λ", W2],
    text: "Last, each weight's gradient gets λ times the weight, so that a step against the gradient will also pull the weight towards zero. Biases are left alone. This is the gradient of the regularised loss.",
    numbers: (t, theta, j, lambda, k) => {
      const [gradient, w] = [row(t.dW1, j, 400), row(theta.W1, j, 400)];
      const p = largestAt(w);
      const [gradient2, w2] = [row(t.dW2, k, 25), row(theta.W2, k, 25)];
      const q = largestAt(w2);
      const added = (g, weight) =>
        `${number(g)} + ${lambda} · ${bracket(weight)} = ${number(g + lambda * weight)}`;
      return {
        line: `λ = ${lambda}. At the largest weight of hidden unit ${j + 1}: ${added(gradient[p], w[p])}. At the largest weight of output ${digitOf(k + 1)}, from unit ${q + 1}: ${added(gradient2[q], w2[q])}.`,
        pictures: [
          ["∂W before", gradient],
          ["λ W", w.map((v) => lambda * v)],
          ["∂W of this unit", row(t.dW1reg, j, 400)],
        ],
        terms: hiddenUnits.map((name, i) =>
          [name, gradient2[i], lambda * w2[i], t.dW2reg[k * 25 + i]].map(cell),
        ),
        columns: ["", "∂W⁽²⁾ before", "λ W⁽²⁾", "∂W⁽²⁾"],
      };
    },
  },
];

const largestAt = (values) =>
  values.reduce((best, v, i) => (Math.abs(v) > Math.abs(values[best]) ? i : best), 0);
