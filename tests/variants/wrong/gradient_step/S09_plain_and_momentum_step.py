# id: S09
# kind: wrong
# mistake: both the plain and the momentum step are made
# fingerprint: value
# hint: The gradient is applied twice in one step: once directly, as in Alg. 2, and once more inside v. In
#       Alg. 3 line 4 adds v and nothing else.
# hint2: Your parameters are off by alpha times the gradient. Alg. 3 takes the place of Alg. 2; it is not
#       made in addition to it.
# hint3: Start with v = 0, one parameter at 1, gradient 2, alpha = 0.1. By lines 3 and 4 it becomes 0.8. Do
#       you get 0.6? Count how often the gradient touches the parameter.


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params, new_velocity = [], []
    for p, v, g in zip(params, velocity, gradient):
        p = p - alpha * g
        v = beta * v - alpha * g
        p = p + v
        new_params.append(p)
        new_velocity.append(v)
    return Parameters(*new_params), Parameters(*new_velocity)
