# id: S53
# kind: wrong
# mistake: beta multiplies the whole sum
# fingerprint: value
# hint: In your v the gradient is multiplied by beta as well, as if beta stood in front of the whole
#       right-hand side. In line 3 of Alg. 3 beta belongs to the old v only.
# hint2: The part with the old v is right. Look at your brackets: which of the two terms of line 3 does
#       your beta reach?
# hint3: Start with gradient 2, alpha = 0.1 and beta = 0. Line 3 leaves v = -0.2, so theta still moves.
#       Do you get v = 0?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params, new_velocity = params.copy(), velocity.copy()
    for name in ("W1", "b1", "W2", "b2"):
        v = beta * (getattr(velocity, name) - alpha * getattr(gradient, name))
        setattr(new_velocity, name, v)
        setattr(new_params, name, getattr(params, name) + v)
    return new_params, new_velocity
