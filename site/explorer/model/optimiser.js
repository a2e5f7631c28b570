// Gradient descent with momentum on all samples (Alg. 2, 3) or on mini-batches (Alg. 4), one step at a time.

import { BLOCKS, evaluate, randomParameters, zeros } from "./network.js";
import { Generator } from "./random.js";

// Lines 3 and 4 of Alg. 3, in place.
export function gradientStep(params, velocity, gradient, alpha, beta) {
  for (const name of BLOCKS) {
    const theta = params[name];
    const v = velocity[name];
    const g = gradient[name];
    for (let i = 0; i < theta.length; i++) {
      v[i] = beta * v[i] - alpha * g[i];
      theta[i] += v[i];
    }
  }
}

// A training run: start, data and options determine all that follows.
export class Run {
  // options: algorithm "gd" or "sgd", alpha, beta, lambda, T, B, seed of the start, batches (the seed of the batches)
  constructor(options, X, y, start = null) {
    Object.assign(this, { options, X, y, t: 0 });
    this.params = start ?? randomParameters(new Generator(options.seed));
    this.velocity = zeros(this.params.sizes);
    this.gradient = zeros(this.params.sizes);
    this.rng = new Generator(options.batches);
  }

  get done() {
    return this.t >= this.options.T;
  }

  // One iteration; returns the loss before it, of all samples or of the batch, and how many of them were correct.
  step(
    batch = this.options.algorithm === "sgd"
      ? this.rng.choice(this.y.length, Math.min(this.options.B, this.y.length))
      : null,
  ) {
    const { alpha, beta, lambda } = this.options;
    const result = evaluate(this.params, this.X, this.y, lambda, { index: batch, gradient: this.gradient });
    gradientStep(this.params, this.velocity, this.gradient, alpha, beta);
    this.t++;
    return result;
  }

  // Loss and accuracy of all samples now, and the accuracy of digits that are held out.
  measure(test = null) {
    const { J, correct } = evaluate(this.params, this.X, this.y, this.options.lambda);
    const measured = { t: this.t, J, accuracy: correct / this.y.length };
    return test ? { ...measured, unseen: shareRead(this.params, test) } : measured;
  }
}

// The share of samples that a network reads.
export const shareRead = (params, { X, y }) => evaluate(params, X, y, 0).correct / y.length;
