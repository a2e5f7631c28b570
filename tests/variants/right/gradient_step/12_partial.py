# id: right-gradient_step-12
# way: functools.partial of a step for one block, pairs turned round by zip(*...)
from functools import partial


def one_block(p, v, g, alpha, beta):
    v = beta * v - alpha * g
    return p + v, v


def gradient_step(params, velocity, gradient, alpha, beta):
    step = partial(one_block, alpha=alpha, beta=beta)
    theta, v = zip(*map(step, params, velocity, gradient))
    return Parameters(*theta), Parameters(*v)
