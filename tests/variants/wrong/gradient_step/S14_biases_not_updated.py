# id: S14
# kind: wrong
# mistake: the biases are not updated
# fingerprint: value
# hint: Your b1 and b2 stay where they are. In line 4 of Alg. 3 theta means all four parameters, so the
#       biases get their part of v as well.
# hint2: Only regularisation leaves the biases out, see Eq. 11. The update of line 4 does not. Compare b1
#       before and after one step.
# hint3: Subtract the old parameters from the new ones, block by block. By line 4 the four differences are
#       the four blocks of the new v. Which of yours are zero?


def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    params = Parameters(params.W1 + velocity.W1, params.b1, params.W2 + velocity.W2, params.b2)
    return params, velocity
