# id: S19
# kind: interface
# mistake: velocity and parameters are returned in the wrong order
# fingerprint: value
# hint: Your two results are exchanged: theta comes first, v second. What you return as theta is the v of
#       line 3 in Alg. 3.
# hint2: Whoever calls the function takes the first result as theta and the second as v, as its
#       description says under Returns. Look at the order in your last line.
# hint3: Start from v = 0 with a very small alpha. By line 4 the new parameters are almost the old ones, and
#       v is almost 0. Which of your two results is which?


def gradient_step(params, velocity, gradient, alpha, beta):
    v = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    theta = Parameters(*(p + dv for p, dv in zip(params, v)))
    return v, theta
