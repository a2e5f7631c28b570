// The fifteen steps through the network and back, for one sample: Eq. 2 to 6, the loss, and Alg. 1 line by line.
// Each has its formula, a sentence, the variable that it gives, and the arithmetic of one unit in numbers.

import { digitOf, number } from "../parts/dom.js";
import { softplus } from "../model/network.js";

const n3 = (v) => number(v, 4);
const bracket = (v) => (v < 0 ? `(${n3(v)})` : n3(v));
const row = (W, k, columns) => W.subarray(k * columns, (k + 1) * columns);

// sums of products: the terms as a table, their total in the line
function sum(line, names, left, right) {
  const terms = Array.from(names, (name, q) => [name, n3(left[q]), n3(right[q]), n3(left[q] * right[q])]);
  return { line, terms };
}
const slope = (t, layer, k) => {
  const [eta, a, delta] = [t[`eta${layer}`][k], t[`a${layer}`][k], t[`delta${layer}`][k]];
  return `δ = η · a · (1 − a) = ${bracket(eta)} · ${n3(a)} · ${n3(1 - a)} = ${n3(delta)}`;
};
const units = (n) => Array.from({ length: n }, (_, j) => `unit ${j + 1}`);
const digits = Array.from({ length: 10 }, (_, k) => `digit ${digitOf(k + 1)}`);

// shows: the variable that the step gives. unit: what its entries belong to. number: (t, theta, k, lambda) gives
// {line, terms: rows of [name, factor, factor, product], pictures: [[name, 400 or 25 values]]}, all but line optional.
export const STEPS = [
  {
    ref: "Eq. 6",
    tex: "a^{(1)} = x",
    shows: "a1",
    unit: "pixel",
    text: "The image goes in: 400 grey values, read column by column. They are the activations of the first layer.",
    numbers: (t) => ({
      line: `${t.a1.filter((v) => v !== 0).length} of the 400 values are not zero; the largest is ${n3(Math.max(...t.a1))}.`,
    }),
  },
  {
    ref: "Eq. 5",
    tex: "z^{(2)} = W^{(1)} a^{(1)} + b^{(1)}",
    shows: "z2",
    unit: "hidden",
    text: "Each hidden unit lays its 400 weights over the image, multiplies, adds up, and adds its bias.",
    numbers: (t, theta, j) => {
      const w = row(theta.W1, j, 400);
      const total = t.z2[j] - theta.b1[j];
      return {
        line: `z = weights times pixels + bias = ${n3(total)} + ${bracket(theta.b1[j])} = ${n3(t.z2[j])}`,
        pictures: [
          ["its weights", w],
          ["the pixels", t.a1],
          ["products", t.a1.map((x, p) => x * w[p])],
        ],
      };
    },
  },
  {
    ref: "Eq. 4",
    tex: "a^{(2)} = \\phi (z^{(2)})",
    shows: "a2",
    unit: "hidden",
    text: "The sigmoid squeezes each number into the range from 0 to 1: this is how strongly the unit is lit.",
    numbers: (t, theta, j) => ({ line: `a = 1 / (1 + exp(${n3(-t.z2[j])})) = ${n3(t.a2[j])}` }),
  },
  {
    ref: "Eq. 3",
    tex: "z^{(3)} = W^{(2)} a^{(2)} + b^{(2)}",
    shows: "z3",
    unit: "output",
    text: "Each output weighs what the 25 hidden units say, and adds its own bias.",
    numbers: (t, theta, k) => ({
      ...sum("", units(25), row(theta.W2, k, 25), t.a2),
      line: `z = weights times activations + bias = ${n3(t.z3[k] - theta.b2[k])} + ${bracket(theta.b2[k])} = ${n3(t.z3[k])}`,
      columns: ["", "weight", "activation", "product"],
    }),
  },
  {
    ref: "Eq. 2",
    tex: "f_\\theta (x) := a^{(3)} = \\phi (z^{(3)})",
    shows: "a3",
    unit: "output",
    text: "The sigmoid again: ten likelihoods. The largest one decides which digit the network reads.",
    numbers: (t, theta, k) => ({ line: `a = 1 / (1 + exp(${n3(-t.z3[k])})) = ${n3(t.a3[k])}` }),
  },
  {
    ref: "Eq. 9",
    tex: "J = \\sum_{k=1}^{K} ( - y_k \\log a_k^{(3)} - ( 1 - y_k ) \\log ( 1 - a_k^{(3)} ) )",
    shows: "J",
    unit: "output",
    text: "How wrong is that? The target y is 1 for the true digit and 0 for the nine others. Each output adds to the loss what it lacks.",
    numbers: (t, theta, k) => ({
      line: t.y[k]
        ? `y = 1, so it adds −log ${n3(t.a3[k])} = ${n3(softplus(-t.z3[k]))}`
        : `y = 0, so it adds −log(1 − ${n3(t.a3[k])}) = ${n3(softplus(t.z3[k]))}`,
      terms: digits.map((name, i) => [
        name,
        n3(t.y[i]),
        n3(t.a3[i]),
        n3(softplus(t.y[i] ? -t.z3[i] : t.z3[i])),
      ]),
      columns: ["", "y", "a", "adds"],
    }),
  },
  {
    ref: "Alg. 1, lines 4 and 5",
    tex: "\\eta_k^{(3)} \\leftarrow - \\frac{y_k}{a_k^{(3)}} + \\frac{1 - y_k}{1 - a_k^{(3)}}",
    shows: "eta3",
    unit: "output",
    text: "Now back. η says how the loss changes with each activation: below zero where the output should be larger, above zero where it should be smaller.",
    numbers: (t, theta, k) => ({
      line: t.y[k]
        ? `y = 1, so η = −1 / ${n3(t.a3[k])} = ${n3(t.eta3[k])}`
        : `y = 0, so η = 1 / (1 − ${n3(t.a3[k])}) = ${n3(t.eta3[k])}`,
    }),
  },
  {
    ref: "Alg. 1, line 8",
    tex: "\\delta^{(3)} \\leftarrow \\eta^{(3)} \\cdot \\phi (z^{(3)}) \\cdot (1 - \\phi (z^{(3)}))",
    shows: "delta3",
    unit: "output",
    text: "Through the sigmoid: times its slope, entry by entry. Together with the line before this is simply a − y.",
    numbers: (t, theta, k) => ({
      line: `${slope(t, 3, k)}, and a − y = ${n3(t.a3[k])} − ${t.y[k]} = ${n3(t.a3[k] - t.y[k])}`,
    }),
  },
  {
    ref: "Alg. 1, line 11",
    tex: "\\partial W^{(2)} \\leftarrow \\partial W^{(2)} + \\frac{1}{N} \\delta^{(3)} a^{(2)\\top}",
    shows: "dW2",
    unit: "output",
    text: "Each weight between the layers: the error at its upper end times the activation at its lower end, an outer product. Here N = 1.",
    numbers: (t, theta, k) => ({
      line: `Row of this output: δ = ${n3(t.delta3[k])} times each of the 25 activations.`,
      terms: units(25).map((name, j) => [name, n3(t.delta3[k]), n3(t.a2[j]), n3(t.dW2[k * 25 + j])]),
      columns: ["", "δ", "activation", "∂W"],
    }),
  },
  {
    ref: "Alg. 1, line 13",
    tex: "\\partial b^{(2)} \\leftarrow \\partial b^{(2)} + \\frac{1}{N} \\delta^{(3)}",
    shows: "db2",
    unit: "output",
    text: "A bias is a weight on a constant 1, so its gradient is the error itself.",
    numbers: (t, theta, k) => ({ line: `∂b = δ = ${n3(t.db2[k])}` }),
  },
  {
    ref: "Alg. 1, line 15",
    tex: "\\eta^{(2)} \\leftarrow W^{(2)\\top} \\delta^{(3)}",
    shows: "eta2",
    unit: "hidden",
    text: "Back through the weights: a hidden unit gets its share of every output's error, by the same weights as on the way up.",
    numbers: (t, theta, j) => ({
      ...sum(
        "",
        digits,
        Array.from({ length: 10 }, (_, k) => theta.W2[k * 25 + j]),
        t.delta3,
      ),
      line: `η = sum over the ten outputs of weight times δ = ${n3(t.eta2[j])}`,
      columns: ["", "weight", "δ", "product"],
    }),
  },
  {
    ref: "Alg. 1, line 17",
    tex: "\\delta^{(2)} \\leftarrow \\eta^{(2)} \\cdot \\phi (z^{(2)}) \\cdot (1 - \\phi (z^{(2)}))",
    shows: "delta2",
    unit: "hidden",
    text: "Through the sigmoid of the hidden layer. Where it is saturated, near 0 or 1, its slope is small and hardly any error comes through.",
    numbers: (t, theta, j) => ({ line: slope(t, 2, j) }),
  },
  {
    ref: "Alg. 1, line 20",
    tex: "\\partial W^{(1)} \\leftarrow \\partial W^{(1)} + \\frac{1}{N} \\delta^{(2)} a^{(1)\\top}",
    shows: "dW1",
    unit: "hidden",
    text: "The outer product once more: each unit's gradient is the image itself, scaled by the unit's error. Pixels that are zero teach nothing.",
    numbers: (t, theta, j) => ({
      line: `Row of this unit: δ = ${n3(t.delta2[j])} times each of the 400 pixels.`,
      pictures: [
        ["the pixels", t.a1],
        ["∂W of this unit", row(t.dW1, j, 400)],
      ],
    }),
  },
  {
    ref: "Alg. 1, line 22",
    tex: "\\partial b^{(1)} \\leftarrow \\partial b^{(1)} + \\frac{1}{N} \\delta^{(2)}",
    shows: "db1",
    unit: "hidden",
    text: "And the biases of the hidden units.",
    numbers: (t, theta, j) => ({ line: `∂b = δ = ${n3(t.db1[j])}` }),
  },
  {
    ref: "Alg. 1, lines 25 and 26",
    tex: "\\partial W^{(l)} \\leftarrow \\partial W^{(l)} + \\lambda W^{(l)} , \\quad l = 2 , 1",
    shows: "reg",
    unit: "hidden",
    text: "Last, the regulariser pulls every weight towards zero; the biases are left alone. This is the gradient of the regularised loss.",
    numbers: (t, theta, j, lambda) => {
      const gradient = row(t.dW1, j, 400);
      const w = row(theta.W1, j, 400);
      const p = w.reduce((best, v, i) => (Math.abs(v) > Math.abs(w[best]) ? i : best), 0);
      return {
        line: `λ = ${lambda}. At the largest weight of this unit: ${number(gradient[p], 6)} + ${lambda} · ${bracket(w[p])} = ${number(gradient[p] + lambda * w[p], 6)}`,
        pictures: [
          ["∂W before", gradient],
          ["λ W", w.map((v) => lambda * v)],
          ["∂W of this unit", row(t.dW1reg, j, 400)],
        ],
      };
    },
  },
];
