# id: right-gradient_step-07
# way: two one-liners with generator expressions
def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    return Parameters(*(p + v for p, v in zip(params, velocity))), velocity
