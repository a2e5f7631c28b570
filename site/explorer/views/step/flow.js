// What the parts of the network picture show at a step: names and numbers, each those of the step's own table.

import { STEPS } from "./steps.js";

export const at = (name) => STEPS.findIndex((step) => step.shows === name);

// [name for the sentence, values, colour map] for each part; null before it is known.
export function content(t, theta, step) {
  const is = (name) => step >= at(name);
  const votes = theta.W2.map((w, i) => w * t.a2[i % 25]);
  const back = theta.W2.map((w, i) => w * t.delta3[Math.floor(i / 25)]);
  const last = step === STEPS.length - 1;
  return {
    hidden: is("delta2")
      ? ["δ⁽²⁾", t.delta2, "signed"]
      : is("eta2")
        ? ["η⁽²⁾", t.eta2, "signed"]
        : is("a2")
          ? ["a⁽²⁾", t.a2, "lit"]
          : is("z2")
            ? ["z⁽²⁾", t.z2, "signed"]
            : null,
    outputs: is("delta3")
      ? ["δ⁽³⁾", t.delta3, "signed"]
      : is("eta3")
        ? ["η⁽³⁾", t.eta3, "signed"]
        : is("a3")
          ? ["a⁽³⁾", t.a3, "lit"]
          : is("z3")
            ? ["z⁽³⁾", t.z3, "signed"]
            : null,
    edges:
      is("eta2") && !is("dW1")
        ? ["weight times δ⁽³⁾, on the way back", back]
        : is("dW2")
          ? ["∂W⁽²⁾ = δ times activation", last ? t.dW2reg : t.dW2]
          : is("z3")
            ? ["weight times activation", votes]
            : null,
    inputs: is("dW1") ? ["δ⁽²⁾, which scales the image", t.delta2] : null,
  };
}
