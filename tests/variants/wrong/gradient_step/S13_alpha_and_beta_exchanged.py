# id: S13
# kind: wrong
# mistake: alpha and beta are exchanged
# fingerprint: value
# hint: The two factors are exchanged: your v uses alpha for the old v and beta for the gradient. In line
#       3 of Alg. 3 it is the other way round.
# hint2: The learning rate alpha says how far the gradient moves us, the momentum beta how much of the old v
#       is kept. Compare both places with line 3.
# hint3: Call your function with alpha = 0. By line 3 the gradient then has no influence and v shrinks by
#       the factor beta. Does yours still depend on the gradient?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_velocity = Parameters(*[alpha * v - beta * g for v, g in zip(velocity, gradient)])
    new_params = Parameters(*[p + v for p, v in zip(params, new_velocity)])
    return new_params, new_velocity
