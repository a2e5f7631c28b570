# id: S04
# kind: borderline
# mistake: velocity without the learning rate, which enters in the update of the parameters
# fingerprint: value
# hint: With a fixed alpha, and from v = 0, your parameters follow the same path, but your v is not the one
#       of line 3 of Alg. 3: there v contains the minus and alpha already.
# hint2: Some libraries keep alpha out of the velocity and apply it in the update. Here line 3 puts it into
#       v, and line 4 adds v as it is. What you return as v is checked too.
# hint3: Take v = 1, gradient 2, alpha = 0.1, beta = 0.5 and one parameter at 0. Line 3 gives v = 0.3, and
#       line 4 moves the parameter to 0.3. Compare your two numbers.


def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v + g for v, g in zip(velocity, gradient)))
    params = Parameters(*(p - alpha * v for p, v in zip(params, velocity)))
    return params, velocity
