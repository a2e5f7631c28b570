"""What each answer is asked for, idea by idea: the quantities, and a hint for when they are off.

The hint is the one to give when no known mistake explains the numbers; ``diagnosis`` looks for those first.
"""

from __future__ import annotations

from ex3.check.inputs import ALPHA, BETA, OTHER_N, OTHER_T, B, N, T

_FIELDS = ("W1", "b1", "W2", "b2")
UNCHANGED = (
    "The arrays that were handed in hold other numbers after the call. Whoever called your function still needs "
    "them: work on copies, or build new arrays."
)

IDEAS: dict[str, dict[str, tuple[tuple[str, ...], str]]] = {
    "feed_forward": {
        "likelihoods": (
            ("a3", "accuracy"),
            "The likelihoods a3 are not those of Eq. 2 to 6. Go through the equations from 6 up to 2 and compute one small "
            "case by hand: each layer is one product, one bias, one sigmoid.",
        ),
        "sizes": (
            ("a3, 4 samples", "a3, 1 sample"),
            "The likelihoods a3 are off for another number of samples or units. If the check before this one passes, look for "
            "a size that is written into your code, or a bias that is added in the wrong direction.",
        ),
        "inputs": (("inputs changed",), UNCHANGED),
    },
    "nn_loss": {
        "value": (
            ("J", "J, likelihoods near 0 and 1", "J on the digits"),
            "J is not that of Eq. 10. If feed_forward passes its checks in Part C, compute J for one sample and one class by "
            "hand, then look at two things: over what you sum, and by what you divide.",
        ),
        "batches": (
            ("J, 4 samples of 3 classes", "J, 1 sample"),
            "J is off when only a few samples come in. Such a batch may lack most classes: the number of classes K is that "
            "of the outputs, whatever labels occur, and N is the number of samples that came in.",
        ),
        "inputs": (("inputs changed",), UNCHANGED),
    },
    "nn_loss_reg": {
        "value": (
            ("J", "J on the digits"),
            "The regularised loss is not that of Eq. 11. Subtract nn_loss from your result: what is left must be lambda/2 "
            "times the two squared norms of Eq. 12. If it is, go back to nn_loss in Part D.",
        ),
        "lambda": (
            ("J, lambda = 0", "J, 4 samples of 3 classes"),
            "The regularised loss is off for another lambda or another batch. With lambda = 0 it must equal nn_loss, and "
            "what comes on top grows in proportion to lambda, whatever N is.",
        ),
        "inputs": (("inputs changed",), UNCHANGED),
    },
    "nn_gradient": {
        "output layer": (
            ("dW2", "db2"),
            "The gradient of the output layer is off. Lines 5 to 13 of Alg. 1 make it: look at delta3 first, then at what "
            "it is multiplied with, and at the average over the samples.",
        ),
        "hidden layer": (
            ("dW1", "db1"),
            "The gradient of the hidden layer is off. Lines 15 to 22 of Alg. 1 make it: how the error comes back through W2, "
            "and where the derivative of the sigmoid is taken. If the output layer is off too, start there.",
        ),
        "regulariser": (
            (
                "J",
                "J, lambda = 0.7",
                *(f"d{field}, lambda = 0.7 minus lambda = 0" for field in _FIELDS),
            ),
            "The loss J, or the part of the gradient that comes from lambda, is off. J must be the loss of Eq. 11, and lines "
            "25 and 26 of Alg. 1 add one term to two of the four gradients.",
        ),
        "batches": (
            (
                *(
                    f"{name}{case}"
                    for case in (", 4 samples of 3 classes", ", 1 sample")
                    for name in ("J", *(f"d{f}" for f in _FIELDS))
                ),
                "inputs changed",
                *(f"{name}, second call" for name in ("J", *(f"d{f}" for f in _FIELDS))),
            ),
            "The result is off for another batch, or when the function is called again with the same arguments. Look for "
            "sizes or labels written into your code, and for arrays of the caller that you overwrite.",
        ),
    },
    "compute_numerical_gradient": {
        "weights": (
            ("dW1", "dW2"),
            "The values for W1 or W2 are not those of Eq. 17. For one single entry, print theta_p and the loss at both "
            "evaluations, and do Eq. 17 by hand.",
        ),
        "biases": (
            ("db1", "db2"),
            "The values for b1 or b2 are not those of Eq. 17. The biases are parameters like the others: each entry gets its "
            "own two evaluations of the loss.",
        ),
        "central": (
            tuple(f"d{field}, epsilon = 0.5" for field in ("W1", "W2"))
            + tuple(f"d{field}, with two parameters at 0" for field in ("W1", "W2")),
            "In a special case, a large epsilon or a parameter that is 0, your value is not that of Eq. 17. The loss is "
            "evaluated epsilon away on both sides of theta_p, and epsilon is the number handed in.",
        ),
        "inputs": (("inputs changed", "inputs changed, epsilon = 0.5"), UNCHANGED),
    },
    "gradient_step": {
        "velocity": (
            tuple(f"v.{field}" for field in _FIELDS),
            "The new v is not that of line 3 in Alg. 3. Set the old v to zero, then the gradient to zero, and see which of "
            "the two terms is off.",
        ),
        "parameters": (
            tuple(f"theta.{field}" for field in _FIELDS),
            "The new theta is not that of line 4 in Alg. 3. Subtract the old theta from the new one: what remains must be "
            "the new v. If it is, look at line 3.",
        ),
        "inputs": (
            (
                *(f"{symbol}.{field}, beta = 0" for symbol in ("v", "theta") for field in _FIELDS),
                "inputs changed",
                "inputs changed, beta = 0",
            ),
            "With beta = 0 your step is off. Line 3 of Alg. 3 then leaves only the term with the gradient, and line 4 adds "
            "that to theta.",
        ),
    },
    "stochastic_gradient_descent": {
        "batches": (
            (
                *("calls", "batch shape", "labels", "batches", "always the first", "samples", "each sample"),
                *("calls, N = 11", "batch shape, N = 11"),
            ),
            "The mini-batches are not those of line 3 in Alg. 4. There are T of them, each with B columns of X and their own "
            "labels, drawn anew in every iteration and handed once to loss_and_gradient.",
        ),
        "updates": (
            ("start", "current theta", "theta of each call", "theta(T) - theta(0)", "losses"),
            "The result is not that of lines 4 and 5 in Alg. 4. Each gradient is taken at the current theta and changes v, "
            "which lives on through all iterations; losses holds T numbers. Does gradient_step pass its checks?",
        ),
        "inputs": (("inputs changed",), UNCHANGED),
    },
}

# Quantities that are counted or noticed rather than computed; {got} is the number that was seen.
SAID = {
    "calls": "loss_and_gradient was called {got} times, expected T = {expected} times.",
    "labels": "In {got} of the batches the labels are not those of the columns.",
    "batches": "The same batches come again and again.",
    "always the first": "Every batch holds the first B columns of X.",
    "samples": "More than half of the samples occur in no batch.",
    "each sample": "Some columns of X occur in no batch.",
    "start": "The first gradient was not taken at the parameters that were handed in.",
    "current theta": "A gradient after the first one was taken at the initial parameters.",
    "theta of each call": "A gradient was not taken at the theta of its iteration.",
    "inputs changed": "What was handed in holds other numbers after the call.",
}


def setting(function: str, name: str) -> str:
    """Say what a quantity was computed with, so that its numbers can be placed; sizes as in ``inputs``."""
    if function == "stochastic_gradient_descent":
        if name == "each sample" or name.endswith("N = 11"):
            return f"T = {OTHER_T}, B = {B}, N = {OTHER_N}"
        made = "; the loss_and_gradient of this check returns at call t, from 0, a gradient of 2 in entry t and 0 elsewhere, the entries of W1 first"
        return f"T = {T}, B = {B}, N = {N}, alpha = {ALPHA}, beta = {BETA}{made if name.startswith('theta(T)') else ''}"
    if function == "gradient_step":
        return f"alpha = {ALPHA}, beta = {0 if 'beta = 0' in name else BETA}, small arrays"
    if function == "compute_numerical_gradient":
        return f"a polynomial as the loss, epsilon = {'0.5' if 'epsilon = 0.5' in name else '0.0001'}"
    if name in ("accuracy", "J on the digits"):
        return "the given parameters, all 5000 digits"
    if "near 0 and 1" in name:
        return "5 inputs, 3 hidden units, 10 outputs, 7 samples, large parameters"
    small = "4 samples" in name
    units = "3 inputs, 4 hidden units, 7 outputs" if small else "6 inputs, 5 hidden units, 10 outputs"
    samples = 4 if small else 1 if "1 sample" in name else 13
    said = f"{units}, {samples} sample{'s' if samples > 1 else ''}"
    if "lambda" in name or function not in ("nn_loss_reg", "nn_gradient"):
        return said
    lambda_ = "0.3" if small else "0.7" if function == "nn_loss_reg" else "0"
    return f"{said}, lambda = {lambda_}"


# A small experiment for each function: the further hint where no known mistake explains the numbers.
EXPERIMENT = {
    "feed_forward": "Take a network that you can do by hand: W1 and W2 are [[1.0]], b1 and b2 are [[0.0]], X is [[0.0]]. "
    "Then z2 = 0, a2 = 0.5, z3 = 0.5 and a3 = 0.622. What do you get, line by line?",
    "nn_loss": "Set all parameters to 0, so that every output is 0.5. Then each output adds log 2, and J must be "
    "K log 2, which is 6.93 for ten classes, whatever X and y are. What do you get?",
    "nn_loss_reg": "Start from parameters that are all 0 and set a single weight to 1. With lambda = 2 this must add exactly 1 "
    "to nn_loss. A bias set to 1 must add nothing to what nn_loss gives.",
    "nn_gradient": "Take one sample and lambda = 0, and print the shape and the values of each eta and delta. Then compare block by block "
    "with your numerical gradient on a network of 2-2-2 units; begin with b2, the nearest to the loss.",
    "compute_numerical_gradient": "Try a loss that you can do by hand: lambda theta: theta.W1[0, 0] ** 2, with this entry at 3. "
    "Its slope is 6 for any epsilon, and every other entry must come out as 0.",
    "gradient_step": "Let theta, v and the gradient be full of ones, alpha = 0.1 and beta = 0.5. Line 3 gives 0.5 - 0.1 = 0.4, "
    "and line 4 gives 1 + 0.4 = 1.4, in every entry of all four blocks.",
    "stochastic_gradient_descent": "Hand in a loss_and_gradient of your own that prints X_batch.shape and y_batch and returns 0.0 and the "
    "parameters. With T = 3 and B = 2 you should see three different batches of two columns.",
}
