# id: right-gradient_step-03
# way: names with getattr, dictionaries by comprehension
def gradient_step(params, velocity, gradient, alpha, beta):
    names = ("W1", "b1", "W2", "b2")
    v = {n: beta * getattr(velocity, n) - alpha * getattr(gradient, n) for n in names}
    theta = {n: getattr(params, n) + v[n] for n in names}
    return Parameters(**theta), Parameters(**v)
