# id: right-gradient_step-15
# way: deep copies filled through their attributes, cell magic on top
# cell: magic
# magic: %%time
from copy import deepcopy


def gradient_step(params, velocity, gradient, alpha, beta):
    theta, v = deepcopy(params), deepcopy(velocity)
    v.W1 = beta * v.W1 - alpha * gradient.W1
    v.b1 = beta * v.b1 - alpha * gradient.b1
    v.W2 = beta * v.W2 - alpha * gradient.W2
    v.b2 = beta * v.b2 - alpha * gradient.b2
    theta.W1 = theta.W1 + v.W1
    theta.b1 = theta.b1 + v.b1
    theta.W2 = theta.W2 + v.W2
    theta.b2 = theta.b2 + v.b2
    return (theta, v)
