// What a gradient check says, in sentences that its own numbers bear out; see judge in gradient_check.js.

import { number, superscript } from "../../parts/dom.js";

export function power(v) {
  const exponent = Math.log10(v);
  const whole = Math.round(exponent);
  return Math.abs(exponent - whole) < 1e-9 ? `10${superscript(whole)}` : number(v, 2);
}

const listed = (names) =>
  names.length < 3 ? names.join(" and ") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

// {verdict, notes: sentences, offer: should lambda = 3 be offered?}
export function words(judged, { lambda, epsilon, touched, outside, large = false }) {
  const { off, passes, coarse, changed, needsLambda, equivalent, right, all, J } = judged;
  const notes = [];
  const close = large && right.all < 1e-7;
  if (close && coarse) {
    notes.push(
      "The limit of 10⁻¹⁰ is that of the sheet for the debug network; in a large one with large weights Eq. 17 comes less close.",
    );
  } else if (coarse) {
    const why =
      epsilon > 1e-4
        ? `it is too large, and Eq. 17 leaves out terms of the order of ε²`
        : `it is too small, and rounding, of the order of 10⁻¹⁶ / ε, takes over`;
    notes.push(
      `With ε = ${power(epsilon)} even the right lines give a distance of ${number(right.all, 2)}: ${why}.`,
    );
  }
  let verdict;
  if (off.length) {
    verdict = `The two gradients differ${off.length === 4 ? " in all four blocks" : ` in ${listed(off)}`}: the distance is far above 10⁻¹⁰.`;
    if (!passes && off.length < 4)
      notes.push(
        `The other block${off.length === 3 ? " agrees" : "s agree"}: what makes ${off.length === 3 ? "it" : "them"} is right.`,
      );
  } else if (!touched) {
    verdict =
      close && !passes
        ? `The two gradients agree to ${Math.floor(-Math.log10(all))} digits.`
        : passes
          ? "The two gradients agree: the distance is below 10⁻¹⁰, the limit of the sheet."
          : `The distance is above 10⁻¹⁰, though no line is wrong: ε = ${power(epsilon)} is not a good step.`;
    if (passes)
      notes.push(
        `So the gradient belongs to this loss. That the loss is right shows in its value only: J = ${number(J, 6)}.`,
      );
  } else if (outside) verdict = "The changed lines take no part in the gradient check.";
  else if (equivalent)
    verdict = "The changed line gives the numbers of the sheet's: another way to write the same.";
  else if (needsLambda) {
    verdict = `Nothing shows, and yet a line is wrong: with λ = ${lambda} it makes ${lambda === 0 ? "no" : "hardly any"} difference.`;
  } else if (changed) {
    verdict = `The two gradients agree, and both are wrong: J is ${number(J, 6)} and should be ${number(right.J, 6)}.`;
    notes.push(
      "The check only compares a gradient with its loss. Where both are wrong in the same way, it passes.",
    );
  } else if (all > right.all * 5) verdict = "The difference is smaller than what this step ε can tell apart.";
  else {
    verdict = `Nothing shows with λ = ${lambda}.`;
    if (lambda === 0) notes.push("With λ = 0 the regulariser takes no part.");
  }
  return {
    verdict,
    notes,
    offer: needsLambda || (touched && lambda === 0 && !off.length && !equivalent && !outside && !changed),
  };
}

// How well a block agrees, in words.
export function agreement(distance, isOff) {
  if (isOff) return `off: distance ${number(distance, 2)}`;
  const digits = distance > 0 ? Math.floor(-Math.log10(distance)) : 16;
  return `agrees to ${Math.min(digits, 16)} digits`;
}
