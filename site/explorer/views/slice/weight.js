// The loss over one weight: its curve, the slope that the gradient says, and the two points of Eq. 17.

import { weightSlice } from "../../model/slice.js";
import { number } from "../../parts/dom.js";

// Draws into the chart; returns {epsilon, sentence}.
export function drawWeight(weight, state, theta, { X, y }) {
  const [j, k] = [state.unit - 1, (state.output || 1) - 1];
  const epsilon = state.nudge;
  const { curve, value, J, entry, above, below, quotient } = weightSlice(
    theta,
    X,
    y,
    state.lambda,
    "W2",
    k * 25 + j,
    epsilon,
    Math.max(1.5, 1.5 * epsilon),
  );
  const [low, high] = [curve[0][0], curve.at(-1)[0]];
  const values = curve.map(([, v]) => v);
  weight.update(
    [
      { points: curve, colour: "gd", width: 2.5 },
      {
        points: [
          [low, J + entry * (low - value)],
          [high, J + entry * (high - value)],
        ],
        colour: "gradient",
        width: 1.5,
        dash: "2 3",
        label: "slope: the gradient",
      },
      {
        points: [
          [value - epsilon, below],
          [value + epsilon, above],
        ],
        colour: "wrong",
        width: 1.5,
        dots: true,
      },
    ],
    {
      xMin: low,
      xMax: high,
      yMin: Math.min(...values) * 0.98,
      yMax: Math.max(...values) * 1.02,
      xTicks: [low, value, high].map((v) => Number(v.toFixed(2))),
    },
  );
  const sentence = `W2[${k}, ${j}] = ${number(value, 4)}. Its entry of the gradient by backpropagation is ${number(entry, 6)}; the line through the two points of Eq. 17 with ε = ${number(epsilon, 3)} has the slope ${number(quotient, 6)}.`;
  weight.element.setAttribute("aria-label", sentence);
  return { epsilon, sentence };
}
