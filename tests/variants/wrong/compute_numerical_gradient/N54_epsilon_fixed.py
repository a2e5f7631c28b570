# id: N54
# kind: conditional
# mistake: epsilon is fixed at 1e-4 and the argument is ignored
# fingerprint: none
# hint: Your result does not react to epsilon: it always is that of a small one, such as 0.0001. Eq. 17
#       holds for every epsilon; use the one that is handed in.
# hint2: Look for a number such as 0.0001 in your function, or a variable that holds it, where Eq.
#       17 has epsilon. It counts at two points of the loss and below the line.
# hint3: Take the loss theta cubed at theta = 0 with epsilon = 0.5. Eq. 17 gives exactly 0.25, which is
#       0.125 + 0.125 divided by 1. Do you get almost 0?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    eps = 1e-4
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + eps
            plus = loss(theta)
            block[p] = old - eps
            minus = loss(theta)
            block[p] = old
            g[p] = (plus - minus) / (2 * eps)
    return grad
