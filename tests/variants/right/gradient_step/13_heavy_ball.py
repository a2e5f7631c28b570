# id: right-gradient_step-13
# way: heavy-ball form: new position first, velocity as the difference of positions
def gradient_step(params, velocity, gradient, alpha, beta):
    position = [p - alpha * g + beta * v for p, v, g in zip(params, velocity, gradient)]
    change = [new - old for new, old in zip(position, params)]
    return Parameters(*position), Parameters(*change)
