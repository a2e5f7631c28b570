# id: N08
# kind: wrong
# mistake: the minus side is evaluated at the unperturbed point
# fingerprint: value
# hint: Your values are about half of what they should be, as if the loss on the minus side were taken at
#       theta itself. Eq. 17 needs it at theta minus epsilon in entry p.
# hint2: If theta_p stands at plus epsilon after the first evaluation, going back by one epsilon only
#       reaches the start. Follow the value of this one entry through a turn of your loop.
# hint3: Let theta_p be 5 and epsilon 1, and note the value of this entry at each call of the loss. Eq. 17
#       needs the values 6 and 4. Which two do you get?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros_like(block) for block in params))
    for name in ["W1", "b1", "W2", "b2"]:
        block = getattr(theta, name)
        g = getattr(grad, name)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                block[i, j] += epsilon
                plus = loss(theta)
                block[i, j] -= epsilon
                minus = loss(theta)
                g[i, j] = (plus - minus) / (2 * epsilon)
    return grad
