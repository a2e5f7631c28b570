# id: S02
# kind: wrong
# mistake: the minus sign is used twice
# fingerprint: value
# hint: Your new theta is the old one minus v. Line 4 of Alg. 3 adds v to theta, since the minus is in v
#       already.
# hint2: The parameters move in the opposite direction. In lines 3 and 4 of Alg. 3 there is one minus in
#       all; find out where it stands, and count yours.
# hint3: Start with v = 0, one parameter at 1 and its gradient at 2, with alpha = 0.1. Line 3 gives v =
#       -0.2, and line 4 gives 0.8. Which of the two do you get differently?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = params.copy()
    new_velocity = velocity.copy()
    for name in ("W1", "b1", "W2", "b2"):
        v = beta * getattr(velocity, name) - alpha * getattr(gradient, name)
        setattr(new_velocity, name, v)
        setattr(new_params, name, getattr(params, name) - v)
    return new_params, new_velocity
