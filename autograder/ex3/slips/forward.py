"""Slips in the feed-forward of Eq. 2 to 6."""

from __future__ import annotations

from autograder.ex3.slips.grammar import Slip, slips

RECIPE = {
    "x": "X",
    "z2": "W1 @ x + b1",
    "a2": "sig(z2)",
    "z3": "W2 @ a2 + b2",
    "a3": "sig(z3)",
    "out": "a3",
}

_EQ6 = "The input layer of Eq. 6 takes x as it is."
_EQ5 = "Compare your line for z2 with Eq. 5."
_EQ4 = "Eq. 4 applies the sigmoid of Eq. 1 to z2, once, entry by entry."
_EQ3 = "Compare your line for z3 with Eq. 3."
_EQ2 = "Eq. 2 applies the sigmoid of Eq. 1 to z3, once, entry by entry."

INPUT = slips(
    "x",
    _EQ6,
    ("x-centred", "X - X.mean()", "Your likelihoods come out as if the mean of X had been subtracted from it first."),
    ("x-centred-pixels", "X - X.mean(axis=1, keepdims=True)",
     "Your likelihoods come out as if the mean of each pixel over the samples had been subtracted from X first."),
    ("x-centred-samples", "X - X.mean(axis=0)",
     "Your likelihoods come out as if each column of X had been shifted to mean 0 first."),
    ("x-standard", "(X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)",
     "Your likelihoods come out as if each pixel had been standardised (mean 0, deviation 1) over the samples first."),
    ("x-standard-all", "(X - X.mean()) / X.std()",
     "Your likelihoods come out as if X had been standardised (mean 0, deviation 1) first."),
    ("x-255", "X / 255", "Your likelihoods come out as if X had been divided by 255 first."),
    ("x-max", "X / X.max()", "Your likelihoods come out as if X had been divided by its largest entry first."),
    ("x-norm", "X / np.linalg.norm(X, axis=0)",
     "Your likelihoods come out as if each column of X had been divided by its length first."),
    ("x-minmax", "(X - X.min()) / (X.max() - X.min())",
     "Your likelihoods come out as if X had been stretched to the range from 0 to 1 first."),
    ("x-reshape", "X.reshape(X.shape[1], X.shape[0]).T",
     "Your likelihoods come out as if X had been reshaped where a transpose was meant, which mixes the pixels of "
     "different samples."),
    ("x-reshape-back", "X.T.reshape(X.shape)",
     "Your likelihoods come out as if X had been transposed and then reshaped back, which mixes the pixels of different samples."),
    ("x-ones", "rows(X, 0)", "Your likelihoods come out as if the first row of X had been overwritten with ones. The "
     "biases are vectors of their own here."),
    ("x-binary", "(X > 0.5).astype(float)", "Your likelihoods come out as if X had been turned into zeros and ones first."),
    ("x-abs", "np.abs(X)", "Your likelihoods come out as if the absolute values of X were used."),
    ("x-square", "X**2", "Your likelihoods come out as if X had been squared first."),
    ("x-sigmoid", "sig(X)", "Your likelihoods come out as if a sigmoid had been applied to X first."),
    ("x-inverted", "1 - X", "Your likelihoods come out as if 1 - X had gone in, the negative of each image."),
    ("x-flipped", "X[::-1]", "Your likelihoods come out as if the rows of X were in reverse order."),
)  # fmt: skip
HIDDEN = slips(
    "z2",
    _EQ5,
    ("no-b1", "W1 @ x", "Your likelihoods are those of a network without b1: it is missing in z2."),
    ("minus-b1", "W1 @ x - b1", "Your likelihoods come out as if b1 were subtracted in z2 where it is added."),
    ("b1-twice", "W1 @ x + 2 * b1", "Your likelihoods come out as if b1 were added twice in z2."),
    ("b1-times", "W1 @ x * b1", "Your likelihoods come out as if z2 were multiplied by b1, where b1 is added."),
    ("b1-mean", "W1 @ x + b1.mean()", "Your likelihoods come out as if all hidden units had the same bias, the mean of b1."),
    ("b1-resize", "W1 @ x + np.resize(b1, (len(b1), x.shape[1]))",
     "Your likelihoods come out as if b1 were dealt out along the rows, as by np.resize or reshape, in place of standing in each column."),
    ("b1-sum", "W1 @ x + b1.sum()", "Your likelihoods come out as if all hidden units had the same bias, the sum of b1."),
    ("b1-first", "W1 @ x + b1[0]", "Your likelihoods come out as if all hidden units had the same bias, the first of b1."),
    ("b1-in", "W1 @ x + W1.sum(axis=1, keepdims=True) * b1",
     "Your likelihoods come out as if b1 were added before the product with W1."),
    ("ones-b1", "W1 @ x + 1", "Your likelihoods come out as if 1 were added in z2 in place of b1."),
    ("minus-W1", "-W1 @ x + b1", "Your likelihoods come out as if the product of W1 and X had the opposite sign in z2."),
    ("abs-W1", "np.abs(W1) @ x + b1", "Your likelihoods come out as if W1 had lost its signs in z2."),
    ("z2-kept", "np.cumsum(W1 @ x + b1, axis=1)", "Your likelihoods come out as if z2 of the samples before were added to that of each sample: set it anew for each."),
    ("z2-standard", "standard(W1 @ x + b1)", "Your likelihoods come out as if z2 were standardised over the samples, as in batch normalisation."),
    ("z2-mean", "W1 @ x / x.shape[0] + b1", "Your likelihoods come out as if the product in z2 were divided by the number of inputs."),
    ("z2-mean-N", "W1 @ x / x.shape[1] + b1", "Your likelihoods come out as if the product in z2 were divided by the number of samples."),
    ("z2-swapped", "np.hstack([W1, b1]) @ np.vstack([np.ones((1, x.shape[1])), x])",
     "Your likelihoods come out as if b1 were glued to one end of W1 and the ones to the other end of X."),
    ("W1-reshape", "W1.reshape(W1.shape[::-1]).T @ x + b1",
     "Your likelihoods come out as if W1 had been reshaped where a transpose was meant, which mixes its entries."),
)  # fmt: skip
_ACTIVATIONS = [
    ("none", "{z}", "passes z{l} on unchanged, as if the sigmoid were missing or z{l} were used where a{l} belongs."),
    ("twice", "sig(sig({z}))", "applies the sigmoid twice to z{l}."),
    ("tanh", "np.tanh({z})", "uses tanh in place of the sigmoid."),
    ("tanh-half", "np.tanh({z} / 2)", "uses 2 sigmoid - 1 (tanh of one half of z{l}) in place of the sigmoid."),
    ("relu", "np.maximum(0, {z})", "uses a ReLU, max(0, z{l}), in place of the sigmoid."),
    ("leaky", "np.where({z} > 0, {z}, 0.01 * {z})", "uses a leaky ReLU in place of the sigmoid."),
    ("softplus", "np.log1p(np.exp({z}))", "uses log(1 + exp(z{l})) in place of the sigmoid."),
    ("inverse", "sig(-{z})", "comes out as one minus the sigmoid, as with the wrong sign in the exponent: 1 / (1 + exp(z{l}))."),
    ("inverse-1", "1 / (1 - np.exp(-{z}))", "divides by 1 - exp(-z{l}) where Eq. 1 has a plus."),
    ("exp", "np.exp({z})", "applies exp in place of the sigmoid."),
    ("exp-minus", "np.exp(-{z})", "applies exp(-z{l}) in place of the sigmoid."),
    ("softmax", "softmax({z})", "applies a softmax over the units in place of the sigmoid."),
    ("softmax-1", "softmax({z}, 1)", "applies a softmax over the samples in place of the sigmoid."),
    ("softmax-all", "softmax({z}, None)", "applies a softmax over all entries in place of the sigmoid."),
    ("step", "({z} > 0).astype(float)", "holds only zeros and ones, as if it were rounded or cut off."),
    ("sign", "np.sign({z})", "takes the sign of z{l} in place of the sigmoid."),
    ("clip", "np.clip({z}, 0, 1)", "clips z{l} to [0, 1] in place of the sigmoid."),
    ("hard", "np.clip(0.2 * {z} + 0.5, 0, 1)", "uses a piecewise linear sigmoid in place of that of Eq. 1."),
    ("slope", "slope({z})", "uses the derivative of the sigmoid in place of the sigmoid."),
    ("sin", "np.sin({z})", "uses the sine in place of the sigmoid."),
    ("arctan", "np.arctan({z})", "uses arctan in place of the sigmoid."),
    ("abs", "sig(np.abs({z}))", "uses the absolute value of z{l} in the sigmoid."),
    ("sum", "sig({z}) / sig({z}).sum(axis=0)", "divides the outputs of the sigmoid by their sum over the units."),
    ("sum-1", "sig({z}) / sig({z}).sum(axis=1, keepdims=True)", "divides the outputs of the sigmoid by their sum over the samples."),
    ("max", "sig({z}) / sig({z}).max(axis=0)", "divides the outputs of the sigmoid by the largest of each sample."),
    ("log", "np.log(sig({z}))", "takes the logarithm of the sigmoid."),
    ("square", "sig({z})**2", "squares the outputs of the sigmoid."),
]  # fmt: skip
MIDDLE = [
    Slip(f"a2-{id_}", {"a2": code.format(z="z2")}, f"Your hidden layer {says.format(l=2)} {_EQ4}")
    for id_, code, says in _ACTIVATIONS
] + [
    Slip("a2-first", {"a2": "rows(sig(z2), 0)"},
         "Your first hidden unit is always 1, as if a unit for the bias had been written over it. The biases of Eq. 3 are in b2."),
    *(
        Slip(f"a2-no-{which}", {"a2": f"sig(z2) * (np.arange(len(z2)) != {at})[:, None]"},
             f"Your {which} hidden unit is always 0, as if a loop {how}. a2 has one row for each hidden unit.")
        for which, at, how in (("last", "len(z2) - 1", "ended one unit early"), ("first", "0", "began with the second unit"))
    ),
    Slip("a2-bias", {"z2": "W1 @ x", "a2": "sig(z2) + b1"},
         "Your hidden layer comes out as if b1 were added after the sigmoid. In Eq. 5 it is part of z2, inside the sigmoid of Eq. 4."),
    Slip("a2-last-all", {"a2": "sig(z2)[[-1]] + 0 * z2"},
         "All your hidden units are the last one, as if each were written to all rows of a2. Give each unit its own row."),
    Slip("a2-is-x", {"a2": "x", "z3": "W2 @ (W1 @ x) + b2"},
         "Your outputs come out as if there were no hidden layer: neither b1 nor a sigmoid between the two products."),
    Slip("a2-bias-more", {"a2": "sig(z2) + b1"},
         "Your hidden layer comes out as if b1 were added once more, after the sigmoid of Eq. 4."),
    Slip("a2-mean", {"a2": "sig(z2).mean(axis=1, keepdims=True) + 0 * z2"},
         "Your hidden layer is the same for all samples, as if a2 had been averaged over them."),
]  # fmt: skip
OUTPUT = slips(
    "z3",
    _EQ3,
    ("no-b2", "W2 @ a2", "Your likelihoods are those of a network without b2: it is missing in z3."),
    ("minus-b2", "W2 @ a2 - b2", "Your likelihoods come out as if b2 were subtracted in z3 where it is added."),
    ("b2-twice", "W2 @ a2 + 2 * b2", "Your likelihoods come out as if b2 were added twice in z3."),
    ("b2-times", "W2 @ a2 * b2", "Your likelihoods come out as if z3 were multiplied by b2, where b2 is added."),
    ("b2-mean", "W2 @ a2 + b2.mean()", "Your likelihoods come out as if all outputs had the same bias, the mean of b2."),
    ("b2-resize", "W2 @ a2 + np.resize(b2, (len(b2), a2.shape[1]))",
     "Your likelihoods come out as if b2 were dealt out along the rows, as by np.resize or reshape, in place of standing in each column."),
    ("b2-unit", "W2 @ a2 + sig(np.ones(1)) * b2",
     "Your likelihoods come out as if b2 were multiplied by sigmoid(1): the 1 of the bias went through the sigmoid of Eq. 4 with z2. Add it after that."),
    ("b2-sum", "W2 @ a2 + b2.sum()", "Your likelihoods come out as if all outputs had the same bias, the sum of b2."),
    ("b2-first", "W2 @ a2 + b2[0]", "Your likelihoods come out as if all outputs had the same bias, the first of b2."),
    ("ones-b2", "W2 @ a2 + 1", "Your likelihoods come out as if 1 were added in z3 in place of b2."),
    ("b1-in-z3", "W2 @ (a2 + b1)", "Your likelihoods come out as if b1 were added to a2 in place of b2 in z3."),
    ("z2-no-b2", "W2 @ z2", "Your outputs come out as if W2 were multiplied by z2, not by a2, and b2 were missing."),
    ("minus-W2", "-W2 @ a2 + b2", "Your likelihoods come out as if W2 had the opposite sign in z3."),
    ("abs-W2", "np.abs(W2) @ a2 + b2", "Your likelihoods come out as if W2 had lost its signs in z3."),
    ("z3-max", "W2 @ a2 + b2 - (W2 @ a2 + b2).max(axis=0)", "Your likelihoods come out as if the largest z3 of each sample were subtracted from it, as is done for a softmax: a sigmoid changes by that."),
    ("z3-kept", "np.cumsum(W2 @ a2 + b2, axis=1)", "Your likelihoods come out as if z3 of the samples before were added to that of each sample: set it anew for each."),
    ("z3-mean", "W2 @ a2 / a2.shape[0] + b2", "Your likelihoods come out as if the product in z3 were divided by the number of hidden units."),
    ("z3-mean-N", "W2 @ a2 / a2.shape[1] + b2", "Your likelihoods come out as if the product in z3 were divided by the number of samples."),
    ("z3-swapped", "np.hstack([W2, b2]) @ np.vstack([np.ones((1, a2.shape[1])), a2])",
     "Your likelihoods come out as if b2 were glued to one end of W2 and the ones to the other end of a2."),
)  # fmt: skip
LAST = [
    Slip(f"a3-{id_}", {"a3": code.format(z="z3")}, f"Your output layer {says.format(l=3)} {_EQ2}")
    for id_, code, says in _ACTIVATIONS
] + [
    Slip("a3-bias", {"z3": "W2 @ a2", "a3": "sig(z3) + b2"},
         "Your outputs come out as if b2 were added after the sigmoid. In Eq. 3 it is part of z3, inside the sigmoid of Eq. 2."),
    Slip("a3-bias-more", {"a3": "sig(z3) + b2"}, "Your outputs come out as if b2 were added once more after the sigmoid of Eq. 2."),
    Slip("bias-after", {"z2": "W1 @ x", "a2": "sig(z2) + b1", "z3": "W2 @ a2", "a3": "sig(z3) + b2"},
         "Both layers come out as if the bias were added after the sigmoid. In Eq. 3 and 5 the biases are part of z, inside the sigmoid."),
    Slip("no-biases", {"z2": "W1 @ x", "z3": "W2 @ a2"},
         "Your likelihoods are those of a network without biases: Eq. 3 and 5 add b2 and b1."),
    Slip("minus-biases", {"z2": "W1 @ x - b1", "z3": "W2 @ a2 - b2"},
         "Your likelihoods come out as if both biases were subtracted. Eq. 3 and 5 add b2 and b1."),
    *(
        Slip(id_, steps, f"{who} as if 1 / 1 + exp(-u) were computed: / comes before +, so Eq. 1 needs a bracket, 1 / (1 + exp(-u)).")
        for id_, steps, who in [
            ("bracket-a2", {"a2": "1 + np.exp(-z2)"}, "Your hidden layer comes out"),
            ("bracket-a3", {"a3": "1 + np.exp(-z3)"}, "Your output layer comes out"),
            ("bracket-both", {"a2": "1 + np.exp(-z2)", "a3": "1 + np.exp(-z3)"}, "Both layers come out"),
        ]
    ),
    Slip("inverse-both", {"a2": "sig(-z2)", "a3": "sig(-z3)"},
         "Both layers come out as if the sigmoid had the wrong sign in the exponent. Eq. 1 has exp(-u)."),
]  # fmt: skip
RETURNED = slips(
    "out",
    "Row k - 1 of the result belongs to class k, and column i to sample i.",
    ("out-argmax", "(a3 == a3.max(axis=0)).astype(float)", "Your outputs are 1 for the likeliest class and 0 elsewhere, where the likelihoods are asked for."),
    ("out-reversed", "a3[::-1]", "Your rows are right, but in reverse order."),
    ("out-roll", "np.roll(a3, 1, axis=0)", "Your rows are right, but moved by one: the last class stands in the first row."),
    ("out-roll-back", "np.roll(a3, -1, axis=0)", "Your rows are right, but moved by one: the first class stands in the last row."),
    ("out-columns", "a3[:, ::-1]", "Your columns are right, but in reverse order."),
    ("out-roll-columns", "np.roll(a3, 1, axis=1)", "Your columns are right, but moved by one sample."),
    ("out-roll-columns-back", "np.roll(a3, -1, axis=1)", "Your columns are right, but moved by one sample."),
    ("out-late", "without(np.roll(a3, 1, axis=1), 0)", "Your columns are right, but late by one sample, and the first is 0."),
    ("out-early", "without(np.roll(a3, -1, axis=1), -1)", "Your columns are right, but early by one sample, and the last is 0."),
    ("out-reshape", "a3.T.reshape(a3.shape)",
     "Your likelihoods are the right ones, reshaped where they should be transposed. reshape keeps the order of the numbers in memory, .T exchanges the axes."),
    ("out-no-last", "without(a3, -1)", "Your last column is 0, as if a loop ended one sample early."),
    ("out-no-first", "without(a3, 0)", "Your first column is 0, as if a loop began with the second sample."),
    ("out-only-last", "only(a3, -1)", "Only your last column is right and all others are 0, as if the result were made anew for each sample of a loop."),
    ("out-only-first", "only(a3, 0)", "Only your first column is right and all others are 0, as if the loop over the samples ended after the first."),
    ("out-last-all", "a3[:, [-1]] + 0 * a3", "All your columns are that of the last sample."),
    ("out-first-all", "a3[:, [0]] + 0 * a3", "All your columns are that of the first sample."),
    ("out-rounded", "np.round(a3, 1)", "Your likelihoods are rounded to one digit; return them as they are."),
    ("out-rounded-2", "np.round(a3, 2)", "Your likelihoods are rounded to two digits; return them as they are."),
    ("out-rounded-3", "np.round(a3, 3)", "Your likelihoods are rounded to three digits; return them as they are."),
    ("out-rounded-4", "np.round(a3, 4)", "Your likelihoods are rounded to four digits; return them as they are."),
    ("out-percent", "100 * a3", "Your likelihoods are 100 times too large, as if they were percentages."),
    ("out-clipped", "np.clip(a3, 1e-2, 1 - 1e-2)", "Your likelihoods are clipped to the range from 0.01 to 0.99."),
    ("out-clipped-3", "np.clip(a3, 1e-3, 1 - 1e-3)", "Your likelihoods are clipped to the range from 0.001 to 0.999."),
    ("out-no-last-row", "a3 * (np.arange(len(a3)) < len(a3) - 1)[:, None]", "Your last row is 0, as if a loop ended one class early."),
    ("out-no-first-row", "a3 * (np.arange(len(a3)) > 0)[:, None]", "Your first row is 0, as if a loop began with the second class."),
)  # fmt: skip

SLIPS = [*INPUT, *HIDDEN, *MIDDLE, *OUTPUT, *LAST, *RETURNED]
