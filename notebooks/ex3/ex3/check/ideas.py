"""What each answer is asked for, idea by idea: the quantities, and a hint for when they are off.

The hint is the one to give when no known mistake explains the numbers; ``diagnosis`` looks for those first.
"""

from __future__ import annotations

_FIELDS = ("W1", "b1", "W2", "b2")
_UNCHANGED = (
    "The arrays that were handed in hold other numbers afterwards. Whoever called your function still needs them: "
    "work on copies, or build new arrays."
)

IDEAS: dict[str, dict[str, tuple[tuple[str, ...], str]]] = {
    "feed_forward": {
        "likelihoods": (
            ("likelihoods", "accuracy"),
            "The likelihoods a3 are not those of Eq. 2-6. Go through the equations from 6 up to 2 and compute one small case "
            "by hand: each layer is one product, one bias, one sigmoid.",
        ),
        "sizes": (
            ("4 samples", "1 sample"),
            "The likelihoods are right for one size of network and wrong for another. Look for a number of samples or units that "
            "is written into your code, or a bias that lines up with the wrong axis.",
        ),
        "inputs": (("inputs changed",), _UNCHANGED),
    },
    "nn_loss": {
        "value": (
            ("J", "J on the digits"),
            "J is not that of Eq. 10. Compute it for one sample and one class by hand, then check two things: over what "
            "you sum, and by what you divide.",
        ),
        "batches": (
            ("J, few classes", "J, 1 sample"),
            "J is right for the whole data set and wrong for a few samples. A batch may lack most classes: the number of classes K "
            "is that of the outputs, whatever labels occur.",
        ),
        "inputs": (("inputs changed",), _UNCHANGED),
    },
    "nn_loss_reg": {
        "value": (
            ("J", "J on the digits"),
            "The regularised loss is not that of Eq. 11. Subtract nn_loss from your result: what is left must be lambda/2 times the "
            "two norms of Eq. 12.",
        ),
        "lambda": (
            ("J, lambda = 0", "J, few classes"),
            "The regularised loss is right for one lambda and wrong for another. With lambda = 0 it must equal nn_loss, and "
            "the penalty grows in proportion to lambda.",
        ),
        "inputs": (("inputs changed",), _UNCHANGED),
    },
    "nn_gradient": {
        "output layer": (
            ("dW2", "db2"),
            "The gradient of the output layer is off. Lines 5 to 13 of Alg. 1 make it: look at delta of the last layer first, then "
            "at what it is multiplied with.",
        ),
        "hidden layer": (
            ("dW1", "db1"),
            "The gradient of the hidden layer is off. Lines 15 to 22 of Alg. 1 make it: how the error comes back through W2, and "
            "which sigmoid's slope it meets.",
        ),
        "regulariser": (
            (
                "J",
                "J, lambda = 0.7",
                *(f"d{field}, share of lambda" for field in _FIELDS),
            ),
            "With lambda the result is off, while the loop over the samples is another matter: lines 25 to 28 of Alg. 1 add one "
            "term to two of the four gradients, and J must be the loss of Eq. 11.",
        ),
        "batches": (
            (
                *(
                    f"{name}{case}"
                    for case in (", few classes", ", 1 sample")
                    for name in ("J", *(f"d{f}" for f in _FIELDS))
                ),
                "inputs changed",
                *(f"{name}, second call" for name in ("J", *(f"d{f}" for f in _FIELDS))),
            ),
            "The result is right for one batch and wrong for another, or wrong when the function is called again. Look for sizes "
            "or labels written into your code, and for arrays of the caller that you overwrite.",
        ),
    },
    "compute_numerical_gradient": {
        "weights": (
            ("dW1", "dW2"),
            "The differences for the weights do not match the slope of the loss. For one single entry, print the loss at both sides "
            "and do Eq. 17 by hand.",
        ),
        "biases": (
            ("db1", "db2"),
            "The differences for the biases do not match the slope of the loss. b1 and b2 are parameters like the others: each "
            "entry gets its own two evaluations.",
        ),
        "central": (
            tuple(f"d{field}, epsilon = 0.5" for field in ("W1", "W2"))
            + tuple(f"d{field}, zero parameters" for field in ("W1", "W2")),
            "With a large epsilon your quotient is not that of Eq. 17. The two evaluations lie on both sides of theta, epsilon away "
            "each, and the epsilon is the one handed in.",
        ),
        "inputs": (("inputs changed", "inputs changed, epsilon = 0.5"), _UNCHANGED),
    },
    "gradient_step": {
        "velocity": (
            tuple(f"v.{field}" for field in _FIELDS),
            "The new velocity v is not that of line 3 in Alg. 3. Set v to zero, then the gradient to zero, and see which of the two "
            "terms is off.",
        ),
        "parameters": (
            tuple(f"theta.{field}" for field in _FIELDS),
            "The new parameters theta are not those of line 4 in Alg. 3. Subtract the old from the new ones: what remains must be "
            "the new velocity.",
        ),
        "inputs": (
            (
                *(f"{symbol}.{field}, beta = 0" for symbol in ("v", "theta") for field in _FIELDS),
                "inputs changed",
                "inputs changed, beta = 0",
            ),
            _UNCHANGED,
        ),
    },
    "stochastic_gradient_descent": {
        "batches": (
            ("calls", "batch shape", "labels", "batches", "always the first", "samples"),
            "The mini-batches are not those of line 3 in Alg. 4. There are T of them, each with B columns of X and their own labels, "
            "drawn anew in every iteration.",
        ),
        "updates": (
            ("start", "current theta", "theta", "losses"),
            "The parameters do not follow lines 4 and 5 of Alg. 4. Each gradient is taken at the current parameters and changes "
            "the velocity, which lives on through all iterations; losses holds the T losses.",
        ),
        "inputs": (("inputs changed",), _UNCHANGED),
    },
}
