# id: S12
# kind: wrong
# mistake: the learning rate is applied twice
# fingerprint: value
# hint: Your parameters move by alpha times v: the learning rate is applied once more. Line 4 of Alg. 3
#       adds v as it is.
# hint2: The learning rate alpha appears once in lines 3 and 4 of Alg. 3, inside v. Look at what you add to
#       theta.
# hint3: Make one step with v = 0 and alpha = 0.1, then one with alpha = 0.2. The change of theta should
#       double. Is yours four times as large?


def gradient_step(params, velocity, gradient, alpha, beta):
    v = Parameters(
        beta * velocity.W1 - alpha * gradient.W1,
        beta * velocity.b1 - alpha * gradient.b1,
        beta * velocity.W2 - alpha * gradient.W2,
        beta * velocity.b2 - alpha * gradient.b2,
    )
    theta = Parameters(
        params.W1 + alpha * v.W1,
        params.b1 + alpha * v.b1,
        params.W2 + alpha * v.W2,
        params.b2 + alpha * v.b2,
    )
    return theta, v
