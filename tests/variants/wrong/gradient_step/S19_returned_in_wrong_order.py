# id: S19
# kind: interface
# mistake: velocity and parameters are returned in the wrong order
# fingerprint: value
# hint: Your two results are exchanged: the parameters come first, the velocity second. What you return as
#       theta is v of line 3 of Alg. 3.
# hint2: Both values are right in themselves. Callers unpack them in the order that the description of the
#       function gives, and with yours v would be used as the new theta.
# hint3: Start from v = 0 with a very small alpha. By line 4 the new parameters are almost the old ones, and
#       v is almost 0. Which of your two results is which?


def gradient_step(params, velocity, gradient, alpha, beta):
    v = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    theta = Parameters(*(p + dv for p, dv in zip(params, v)))
    return v, theta
