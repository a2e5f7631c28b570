# id: S54
# kind: wrong
# mistake: the loop gives its own names new values, and nothing is kept
# fingerprint: value
# hint: Your two results are what was handed in: neither theta nor v has changed. Line 3 of Alg. 3 makes
#       a new v, and line 4 a new theta.
# hint2: If you go through the blocks in a loop, a new value for the name that the loop uses does not
#       reach the Parameters it came from. Look at where the results of lines 3 and 4 are kept.
# hint3: Start with v = 0, one parameter at 1 and its gradient at 2, with alpha = 0.1. Print the
#       parameter inside your loop, where it should be 0.8, and once more at the end. Is it 1 again?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = params.copy()
    new_velocity = velocity.copy()
    for p, v, g in zip(new_params, new_velocity, gradient):
        v = beta * v - alpha * g
        p = p + v
    return new_params, new_velocity
