# id: N13
# kind: wrong
# mistake: the biases are never perturbed
# fingerprint: value
# hint: Your gradient for b1 and b2 is all zeros, as if these two never moved. In Eq. 17 the index p runs
#       over all of theta, which is W1, b1, W2 and b2.
# hint2: The biases are parameters as well, see Eq. 3 and 5. Check over which blocks your loop goes, and
#       whether what you find for the biases is stored.
# hint3: Print which block and which entry your loop visits. The number of visits must be the number of
#       entries in all four blocks together.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in [(theta.W1, grad.W1), (theta.W2, grad.W2)]:
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                block[i, j] += epsilon
                plus = loss(theta)
                block[i, j] -= 2 * epsilon
                minus = loss(theta)
                block[i, j] += epsilon
                g[i, j] = (plus - minus) / (2 * epsilon)
    return grad
