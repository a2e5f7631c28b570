# id: S50
# kind: wrong
# mistake: the momentum is ignored
# fingerprint: value
# hint: Your new v is minus alpha times the gradient, as if the old v were zero. Line 3 of Alg. 3 has a
#       second term, beta times the old v.
# hint2: With beta = 0 your step is right, and is that of Alg. 2. Look at the right-hand side of your v:
#       do beta and the v that was handed in appear there?
# hint3: Take v = 1, gradient 0, beta = 0.5 and one parameter at 0. Line 3 of Alg. 3 gives v = 0.5, and
#       line 4 moves the parameter to 0.5. Does yours stay at 0?


def gradient_step(params, velocity, gradient, alpha, beta):
    new_velocity = Parameters(*(-alpha * g for g in gradient))
    new_params = Parameters(*(p + v for p, v in zip(params, new_velocity)))
    return new_params, new_velocity
