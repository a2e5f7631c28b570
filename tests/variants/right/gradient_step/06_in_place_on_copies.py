# id: right-gradient_step-06
# way: in-place updates, on copies
def gradient_step(params, velocity, gradient, alpha, beta):
    params = params.copy()
    velocity = velocity.copy()
    for name in vars(params):
        v = getattr(velocity, name)
        v *= beta
        v -= alpha * getattr(gradient, name)
        theta = getattr(params, name)
        theta += v
    return params, velocity
