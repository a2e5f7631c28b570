# id: N53
# kind: wrong
# mistake: only W1 is perturbed
# fingerprint: value
# hint: Your values for b1, W2 and b2 are all zeros, as if only W1 ever moved. In Eq. 17 the index p
#       runs over all of theta, which is the four blocks together.
# hint2: Look at how far your loop goes: Eq. 17 is needed for each entry of each of the four blocks. A
#       loop over the entries of W1 has to be repeated for the other three.
# hint3: Count how often the loss is called. Eq. 17 takes two calls for each parameter: with W1 of 5 by
#       3, b1 of 5, W2 of 3 by 5 and b2 of 3 these are 76 calls. Do you make 30?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    rows, cols = theta.W1.shape
    for i in range(rows):
        for j in range(cols):
            old = theta.W1[i, j]
            theta.W1[i, j] = old + epsilon
            plus = loss(theta)
            theta.W1[i, j] = old - epsilon
            minus = loss(theta)
            theta.W1[i, j] = old
            grad.W1[i, j] = (plus - minus) / (2 * epsilon)
    return grad
