# id: N50
# kind: wrong
# mistake: divided by epsilon instead of 2 epsilon
# fingerprint: value
# hint: Every value is twice as large as it should be, as if the difference were divided by epsilon. The
#       two points of Eq. 17 lie 2 epsilon apart.
# hint2: Both losses are right. Look at what you divide their difference by, and compare it with what
#       stands below the line in Eq. 17.
# hint3: Take the loss theta squared at theta = 1 with epsilon = 0.1, by hand. The two losses are 1.21
#       and 0.81, and Eq. 17 gives 0.4 divided by 0.2, which is 2. Do you get 4?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + epsilon
            plus = loss(theta)
            block[p] = old - epsilon
            minus = loss(theta)
            block[p] = old
            g[p] = (plus - minus) / epsilon
    return grad
