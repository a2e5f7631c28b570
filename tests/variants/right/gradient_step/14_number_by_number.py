# id: right-gradient_step-14
# way: double loop over every single entry
def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = Parameters(None, None, None, None)
    new_velocity = Parameters(None, None, None, None)
    for name in "W1 b1 W2 b2".split():
        p, v, g = getattr(params, name), getattr(velocity, name), getattr(gradient, name)
        rows, columns = p.shape
        p_new = np.zeros((rows, columns))
        v_new = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                v_new[i, j] = beta * v[i, j] - alpha * g[i, j]
                p_new[i, j] = p[i, j] + v_new[i, j]
        setattr(new_params, name, p_new)
        setattr(new_velocity, name, v_new)
    return new_params, new_velocity
