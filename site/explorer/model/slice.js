// The loss along a line through the parameters, and along one weight.

import { BLOCKS, copy, evaluate, zeros } from "./network.js";
import { Generator } from "./random.js";

const along = (theta, direction, s) => {
  const moved = copy(theta);
  for (const name of BLOCKS)
    for (let i = 0; i < moved[name].length; i++) moved[name][i] -= s * direction[name][i];
  return moved;
};
const length = (params) =>
  Math.sqrt(BLOCKS.reduce((sum, name) => sum + params[name].reduce((s, v) => s + v * v, 0), 0));

// A random direction as long as the gradient.
function randomDirection(gradient, seed) {
  const rng = new Generator(seed);
  const made = zeros(gradient.sizes);
  for (const name of BLOCKS) made[name].set(rng.uniform(-1, 1, made[name].length));
  const scale = length(gradient) / length(made);
  for (const name of BLOCKS) made[name].forEach((v, i) => (made[name][i] = v * scale));
  return made;
}

// {J, gradient, slope, best, reach, down, random}: the loss at theta, its gradient, |gradient|^2 (by which the loss falls
// at first for each unit of s), the best step found, how far the curves reach, and curves as [s, J] of theta - s direction.
export function lossSlice(theta, X, y, lambda, seed = 1, points = 33) {
  const gradient = zeros(theta.sizes);
  const { J } = evaluate(theta, X, y, lambda, { gradient });
  const lossAt = (direction) => (s) => evaluate(along(theta, direction, s), X, y, lambda).J;
  const down = lossAt(gradient);
  const tried = Array.from({ length: 13 }, (_, i) => 10 ** (-2 + i / 3)).map((s) => [s, down(s)]);
  const best = Number(tried.reduce((least, pair) => (pair[1] < least[1] ? pair : least))[0].toPrecision(2));
  const reach = Number((4 * best).toPrecision(2));
  const curve = (f) =>
    Array.from({ length: points }, (_, i) => (i * reach) / (points - 1)).map((s) => [s, f(s)]);
  return {
    J,
    gradient,
    best,
    reach,
    slope: length(gradient) ** 2,
    down: curve(down),
    random: curve(lossAt(randomDirection(gradient, seed))),
    at: down,
  };
}

// The loss over one entry of a block: {curve: [[value, J], ...], value, entry, quotient}; entry is the gradient's, and
// quotient what Eq. 17 makes of epsilon.
export function weightSlice(theta, X, y, lambda, block, index, epsilon, reach, points = 25) {
  const gradient = zeros(theta.sizes);
  evaluate(theta, X, y, lambda, { gradient });
  const nudged = copy(theta);
  const value = theta[block][index];
  const lossAt = (w) => {
    nudged[block][index] = w;
    return evaluate(nudged, X, y, lambda).J;
  };
  const curve = Array.from({ length: points }, (_, i) => value + reach * ((2 * i) / (points - 1) - 1)).map(
    (w) => [w, lossAt(w)],
  );
  const [above, below] = [lossAt(value + epsilon), lossAt(value - epsilon)];
  return {
    curve,
    value,
    J: lossAt(value),
    entry: gradient[block][index],
    above,
    below,
    quotient: (above - below) / (2 * epsilon),
  };
}
