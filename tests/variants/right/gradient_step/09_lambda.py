# id: right-gradient_step-09
# way: lambdas and map, a lambda bound to the name
combine = lambda f, *many: Parameters(*map(f, *many))
_moved = lambda params, v: (combine(lambda p, dp: p + dp, params, v), v)
gradient_step = lambda params, velocity, gradient, alpha, beta: _moved(
    params, combine(lambda v, g: beta * v - alpha * g, velocity, gradient)
)
