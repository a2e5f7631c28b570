# id: N55
# kind: wrong
# mistake: the difference of the losses is not divided
# fingerprint: value
# hint: Your values are too small by the factor 2 epsilon, as if the difference of the two losses were
#       the result. Eq. 17 divides it by 2 epsilon.
# hint2: Both losses are right, and so is their order. Look at what you do with their difference before
#       you store it: Eq. 17 has something below the line.
# hint3: Take the loss theta squared at theta = 1 with epsilon = 0.1, by hand. The losses are 1.21 and
#       0.81, their difference is 0.4, and Eq. 17 gives 2. Do you stop at 0.4?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for name in ("W1", "b1", "W2", "b2"):
        for p in np.ndindex(getattr(params, name).shape):
            plus = params.copy()
            minus = params.copy()
            getattr(plus, name)[p] += epsilon
            getattr(minus, name)[p] -= epsilon
            getattr(grad, name)[p] = loss(plus) - loss(minus)
    return grad
