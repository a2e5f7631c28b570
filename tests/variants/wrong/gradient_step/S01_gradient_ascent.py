# id: S01
# kind: wrong
# mistake: gradient ascent
# fingerprint: value
# hint: Your step goes uphill: the gradient enters v with a plus. Line 3 of Alg. 3 has a minus in front of
#       alpha.
# hint2: Line 4 is right, and so is the part with beta. The gradient points to where the loss grows; line 3
#       walks the other way. Compare the signs.
# hint3: Start with v = 0, one parameter at 1 and its gradient at 2, with alpha = 0.1. By lines 3 and 4 the
#       parameter becomes 0.8. Do you get 1.2?


def gradient_step(params, velocity, gradient, alpha, beta):
    v = Parameters(*(beta * v + alpha * g for v, g in zip(velocity, gradient)))
    theta = Parameters(*(p + v for p, v in zip(params, v)))
    return theta, v
