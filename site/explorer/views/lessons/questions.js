// Predict, then see: each question has a state of the page to look at, choices, and an answer that is computed.

import { distancesOverEpsilon, judge } from "../../model/gradient_check.js";
import { MISTAKE } from "../../model/mistakes.js";
import { classOf, forward, zeros } from "../../model/network.js";
import { PRESETS } from "../../model/options.js";
import { Run } from "../../model/optimiser.js";
import { trace } from "../../model/trace.js";
import { digitOf, number } from "../../parts/dom.js";
import { divergence } from "../../parts/series.js";

const BLOCKS = [["W1", "b1"], ["W2", "b2"], ["b1", "b2"], ["W1", "W2"], ["W2"], ["W1", "b1", "W2", "b2"], []];
const named = (blocks) => (blocks.length === 4 ? "all four blocks" : blocks.join(" and ") || "none");

// Which blocks light up with a mistake: the choices are names, the answer is that of the check.
function blocksOff(id, mistake, lambda, question, why, choices) {
  return {
    id,
    question,
    choices: choices.map((i) => named(BLOCKS[i])),
    state: { view: "check", mistake, clambda: lambda, epsilon: 1e-4 },
    answer: () => {
      const { off } = judge({ ...MISTAKE[mistake], lambda });
      return { choice: named(off), why };
    },
  };
}

const small = (digits, n) => {
  const { X, y } = digits.all();
  const index = Array.from({ length: n }, (_, i) => Math.floor((i * y.length) / n));
  const few = new Float64Array(n * 400);
  index.forEach((sample, i) => few.set(X.subarray(sample * 400, sample * 400 + 400), i * 400));
  return [few, Uint8Array.from(index, (sample) => y[sample])];
};

// answer({weights, digits}) gives {choice, why}; the choice is one of the texts.
export const QUESTIONS = [
  {
    id: "misread",
    state: { view: "draw", sample: 4032 },
    question: "This 8 lies on its side. What does the network read?",
    choices: ["8", "4", "3", "1"],
    answer: ({ weights, digits }) => {
      const { a3 } = forward(weights, digits.sample(4032));
      return {
        choice: String(digitOf(classOf(a3))),
        why: `The output for 8 is ${number(a3[7], 2)} only. Each hidden unit lays its weights over fixed pixels: a digit that leans far out of the usual place meets the wrong ones.`,
      };
    },
  },
  {
    id: "sum",
    state: { view: "draw", sample: 4032 },
    question: "The ten outputs say how likely each digit is. Do they add up to 1?",
    choices: ["yes, always", "no"],
    answer: ({ weights, digits }) => {
      const total = forward(weights, digits.sample(4032)).a3.reduce((s, a) => s + a, 0);
      return {
        choice: Math.abs(total - 1) < 1e-6 ? "yes, always" : "no",
        why: `Here they add up to ${number(total, 3)}. Each output has a sigmoid of its own and knows nothing of the others.`,
      };
    },
  },
  {
    id: "delta-right",
    state: { view: "step", step: 7, sample: 1502 },
    question: "The output for the right digit is 0.998. How large is its error δ⁽³⁾?",
    choices: ["about 1", "about 0.998", "about −0.002", "exactly 0"],
    answer: ({ weights, digits }) => {
      const { delta3 } = trace(weights, digits.sample(1502), Uint8Array.of(3), 0);
      const d = delta3[2];
      return {
        choice: Math.abs(d) < 0.01 && d < 0 ? "about −0.002" : "about 1",
        why: `δ = a − y = ${number(d)}. A confident right answer leaves hardly any error, so it teaches hardly anything.`,
      };
    },
  },
  {
    id: "empty-pixels",
    state: { view: "step", step: 12, sample: 1502 },
    question:
      "For one sample, what is the gradient of a weight that starts at an empty pixel, one that is exactly 0?",
    choices: ["0", "as large as anywhere", "negative"],
    answer: ({ weights, digits }) => {
      const x = digits.sample(1502);
      const { dW1 } = trace(weights, x, Uint8Array.of(3), 0);
      const p = x.findIndex((v) => v === 0);
      const all = Array.from({ length: 25 }, (_, j) => dW1[j * 400 + p]);
      return {
        choice: all.every((v) => v === 0) ? "0" : "as large as anywhere",
        why: "∂W is δ times the activation that the weight comes from, and that is 0 there, for all 25 units.",
      };
    },
  },
  {
    id: "saturated",
    state: { view: "step", step: 11, sample: 1502, picture: "net" },
    question:
      "A hidden unit has a = 0.99. How much of the error η that reaches it comes through its sigmoid?",
    choices: ["all of it", "a quarter", "about 1 %"],
    answer: () => {
      const slope = 0.99 * (1 - 0.99);
      return {
        choice: slope < 0.05 ? "about 1 %" : "a quarter",
        why: `The slope is a(1 − a) = ${number(slope)}; it is never more than 1/4. A saturated unit learns slowly.`,
      };
    },
  },
  blocksOff(
    "no-slope",
    "no-slope",
    0,
    "In line 17 the slope of the hidden sigmoid is forgotten. Which blocks of the gradient are wrong?",
    "Only what comes after line 17 inherits the slip: line 20 makes ∂W⁽¹⁾ and line 22 ∂b⁽¹⁾. The gradient runs backward, so layer 2 is done by then.",
    [0, 1, 5, 2],
  ),
  blocksOff(
    "z-for-a",
    "z-for-a",
    0,
    "In line 11 z stands in place of a. Which blocks are wrong?",
    "Nothing else is computed from ∂W⁽²⁾: the error goes back through W⁽²⁾ itself.",
    [4, 1, 5, 0],
  ),
  blocksOff(
    "biases",
    "lambda-bias",
    3,
    "The biases are regularised as well, in the gradient only, with λ = 3. Which blocks light up?",
    "Eq. 11 has the squared norms of the two weight matrices only, so nothing is to be added to ∂b.",
    [3, 2, 5, 6],
  ),
  blocksOff(
    "no-lambda",
    "no-lambda",
    0,
    "Line 26 is missing, and the check runs with λ = 0. Which blocks light up?",
    "With λ = 0 there is nothing to add. A check only tests what takes part: set λ to 3 and both weight blocks are off.",
    [3, 5, 6, 2],
  ),
  {
    id: "wrong-sign",
    state: { view: "check", mistake: "sign-delta", clambda: 0 },
    question:
      "The output error has the wrong sign, so every entry of the gradient has. With λ = 0, how large is the distance ‖n − g‖ / ‖n + g‖?",
    choices: ["about 0", "about 1", "enormous"],
    answer: () => {
      const { all } = judge({ ...MISTAKE["sign-delta"], lambda: 0 });
      return {
        choice: all > 1e3 ? "enormous" : all > 0.1 ? "about 1" : "about 0",
        why: `It is ${number(all, 2)}: n + g is nearly zero, and it stands below the line.`,
      };
    },
  },
  {
    id: "one-sided",
    state: { view: "check", mistake: "one-sided", epsilon: 1e-6 },
    question:
      "The difference is taken on one side only. Is there a step ε for which the distance comes below 10⁻¹⁰?",
    choices: ["yes, a smaller ε", "yes, a larger ε", "no, for none"],
    answer: () => {
      const best = distancesOverEpsilon(MISTAKE["one-sided"]).reduce((least, pair) =>
        pair[1] < least[1] ? pair : least,
      );
      return {
        choice: best[1] >= 1e-10 ? "no, for none" : "yes, a smaller ε",
        why: `The best is ${number(best[1], 2)} at ε = ${number(best[0], 1)}. The error falls with ε only, and rounding, of the order of 10⁻¹⁶ / ε, takes over before it is small enough. On both sides it falls with ε².`,
      };
    },
  },
  {
    id: "both-wrong",
    state: { view: "check", mistake: "pair", clambda: 3 },
    question: "Loss and gradient both regularise the biases. Does the gradient check notice?",
    choices: ["yes", "no"],
    answer: () => {
      const { passes, J, right } = judge({ ...MISTAKE.pair, lambda: 3 });
      return {
        choice: passes ? "no" : "yes",
        why: `It passes, and J is ${number(J)} in place of ${number(right.J)}. The check says that a gradient belongs to its loss, not that the loss is right.`,
      };
    },
  },
  {
    id: "zeros",
    state: { view: "train", from: "zero", digits: 200, T: 200 },
    question:
      "All weights start at zero in place of random numbers. What do the 25 hidden units look like after training?",
    choices: ["25 different patterns", "25 times the same pattern", "all zero for ever"],
    answer: ({ digits }) => {
      const run = new Run({ ...PRESETS["Part I"], T: 60 }, ...small(digits, 200), zeros());
      while (!run.done) run.step();
      const { W1 } = run.params;
      const isSame = W1.every((w, i) => Math.abs(w - W1[i % 400]) < 1e-9);
      const isZero = W1.every((w) => w === 0);
      return {
        choice: isZero ? "all zero for ever" : isSame ? "25 times the same pattern" : "25 different patterns",
        why: "Units that start alike get the same gradient and stay alike: 25 units, and the network has the worth of one. Random numbers break the tie.",
      };
    },
  },
  {
    id: "too-fast",
    state: { view: "train", algorithm: "gd", alpha: 100, T: 8, digits: 200 },
    question: "Gradient descent with α = 100. What does the loss do?",
    choices: ["it falls a hundred times as fast", "it stays where it is", "it grows"],
    answer: ({ digits }) => {
      const run = new Run(
        { ...PRESETS["Part H"], B: 10, batches: 1, alpha: 100, T: 8 },
        ...small(digits, 200),
      );
      const losses = [];
      while (!run.done) losses.push(run.step().J);
      return {
        choice: divergence(losses) ? "it grows" : "it falls a hundred times as fast",
        why: `${divergence(losses)} The gradient is a direction for a small step; a long one overshoots the valley and climbs its other side.`,
      };
    },
  },
];
