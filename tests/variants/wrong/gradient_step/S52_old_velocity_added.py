# id: S52
# kind: wrong
# mistake: the old velocity is added to the parameters
# fingerprint: value
# hint: Your new theta is the old theta plus the old v. Line 4 of Alg. 3 adds the v that line 3 has just
#       made.
# hint2: The two lines of Alg. 3 build on each other: line 3 first, then line 4 with its result. Look at
#       which of the two names for v stands in your sum, and at the order of your lines.
# hint3: Start with v = 0, one parameter at 1 and its gradient at 2, with alpha = 0.1. Line 3 gives v =
#       -0.2, and line 4 makes the parameter 0.8. Is yours still 1?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = Parameters(*(p + v for p, v in zip(params, velocity)))
    new_velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    return new_params, new_velocity
