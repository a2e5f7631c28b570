# id: right-gradient_step-02
# way: loop over the zipped blocks, lists of results
def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = []
    new_velocity = []
    for theta, v, g in zip(params, velocity, gradient):
        v = beta * v - alpha * g
        new_velocity.append(v)
        new_params.append(theta + v)
    return Parameters(*new_params), Parameters(*new_velocity)
