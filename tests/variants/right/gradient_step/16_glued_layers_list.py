# id: right-gradient_step-16
# way: bias and weights of a layer glued to one matrix; returns a list of two instead of a tuple
def glue(blocks):
    W1, b1, W2, b2 = blocks
    return [np.hstack((b1, W1)), np.hstack((b2, W2))]


def split(layers):
    first, second = layers
    return Parameters(first[:, 1:], first[:, [0]], second[:, 1:], second[:, [0]])


def gradient_step(params, velocity, gradient, alpha, beta):
    v = [beta * v_l - alpha * g_l for v_l, g_l in zip(glue(velocity), glue(gradient))]
    theta = [theta_l + v_l for theta_l, v_l in zip(glue(params), v)]
    return [split(theta), split(v)]
