# id: S51
# kind: wrong
# mistake: the gradient is multiplied by (1 - beta) alpha
# fingerprint: value
# hint: In your v the gradient counts less than it should, as if its factor were (1 - beta) alpha.
#       In line 3 of Alg. 3 it is alpha alone.
# hint2: Some books weight the two terms so that the weights add up to one; line 3 of Alg. 3 does not.
#       Look at what multiplies the gradient in your line. With beta = 0 nothing shows.
# hint3: Start with v = 0, gradient 2, alpha = 0.1 and beta = 0.9. Line 3 gives v = -0.2. Do you get
#       -0.02, ten times less?


def gradient_step(params, velocity, gradient, alpha, beta):
    v = Parameters(*(beta * v - (1 - beta) * alpha * g for v, g in zip(velocity, gradient)))
    theta = Parameters(*(p + dv for p, dv in zip(params, v)))
    return theta, v
