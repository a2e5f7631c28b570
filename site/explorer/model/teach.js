// What can be done with a trained network: teach it one drawing, switch units off, ask what a unit wants most, and what
// in an image speaks for an output.

import { classOf, copy, evaluate, forward, zeros } from "./network.js";
import { gradientStep } from "./optimiser.js";

const ALPHA = 0.1;
export const MOST_STEPS = 500;

// theta after so many SGD steps on this one sample alone.
export function taught(theta, x, label, steps) {
  const params = copy(theta);
  const [velocity, gradient] = [zeros(theta.sizes), zeros(theta.sizes)];
  const y = Uint8Array.of(label);
  for (let i = 0; i < steps; i++) {
    evaluate(params, x, y, 0, { gradient });
    gradientStep(params, velocity, gradient, ALPHA, 0);
  }
  return params;
}

// How many such steps it takes until the sample is read as its label; MOST_STEPS if that is not enough.
export function stepsUntilRead(theta, x, label) {
  const params = copy(theta);
  const [velocity, gradient] = [zeros(theta.sizes), zeros(theta.sizes)];
  const y = Uint8Array.of(label);
  let steps = 0;
  while (steps < MOST_STEPS && classOf(forward(params, x).a3) !== label) {
    evaluate(params, x, y, 0, { gradient });
    gradientStep(params, velocity, gradient, ALPHA, 0);
    steps++;
  }
  return steps;
}

// theta with some hidden units cut off from the outputs.
export function without(theta, units) {
  if (!units.length) return theta;
  const params = { ...theta, W2: theta.W2.slice() };
  const [, hidden, outputs] = theta.sizes;
  for (const unit of units) for (let k = 0; k < outputs; k++) params.W2[k * hidden + unit - 1] = 0;
  return params;
}

// How z of an output, or else of a hidden unit, changes with each pixel: backpropagation, one layer farther.
function pixelGradient(theta, a2, { unit = null, output = null }) {
  const [inputs, hidden] = theta.sizes;
  const gradient = new Float64Array(inputs);
  for (let j = 0; j < hidden; j++) {
    const share =
      output === null ? Number(j === unit - 1) : theta.W2[(output - 1) * hidden + j] * a2[j] * (1 - a2[j]);
    if (share) for (let p = 0; p < inputs; p++) gradient[p] += share * theta.W1[j * inputs + p];
  }
  return gradient;
}

// What each inked pixel adds to an output's z, as far as a straight line tells: its grey value times the slope.
export function speaksFor(theta, x, output) {
  const gradient = pixelGradient(theta, forward(theta, x).a2, { output });
  return x.map((v, p) => v * gradient[p]);
}

// The samples whose activations of the hidden units are nearest to a2, the nearest first; `own` is left out.
export function alike(theta, { X, y }, a2, count, own = -1) {
  const [inputs, hidden] = theta.sizes;
  const distances = Array.from(y, (_, i) => {
    const other = forward(theta, X.subarray(i * inputs, (i + 1) * inputs)).a2;
    let distance = 0;
    for (let j = 0; j < hidden; j++) distance += (other[j] - a2[j]) ** 2;
    return [distance, i];
  });
  return distances
    .filter(([, i]) => i !== own)
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, i]) => i);
}

// An image for which an output, or else a hidden unit, is as large as can be: gradient ascent on the pixels from grey,
// each kept in 0..1 and pulled a little towards 0, so that only what counts is inked.
export function dream(theta, wish, steps = 80) {
  const [inputs] = theta.sizes;
  const x = new Float64Array(inputs).fill(0.1);
  for (let step = 0; step < steps; step++) {
    const gradient = pixelGradient(theta, forward(theta, x).a2, wish);
    const size = Math.sqrt(gradient.reduce((s, g) => s + g * g, 0)) || 1;
    for (let p = 0; p < inputs; p++)
      x[p] = Math.min(Math.max(x[p] + gradient[p] / size - 0.01 * x[p] - 0.002, 0), 1);
  }
  return x;
}
