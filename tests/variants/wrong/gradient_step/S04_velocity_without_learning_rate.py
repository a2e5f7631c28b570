# id: S04
# kind: borderline
# mistake: velocity without the learning rate, which enters in the update of the parameters
# fingerprint: value
# hint: In your v the gradient stands without its factor -alpha, which comes in only when theta changes.
#       Line 3 of Alg. 3 has it in v already, and line 4 adds v as it is.
# hint2: From v = 0 and with a fixed alpha your parameters take the same path, so training works. But
#       what you return as v is checked too: compare it with line 3, term by term.
# hint3: Take v = 1, gradient 2, alpha = 0.1, beta = 0.5 and one parameter at 0. Line 3 gives v = 0.3, and
#       line 4 moves the parameter to 0.3. Compare your two numbers.


def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v + g for v, g in zip(velocity, gradient)))
    params = Parameters(*(p - alpha * v for p, v in zip(params, velocity)))
    return params, velocity
