# id: N20
# kind: interface
# mistake: one flat vector is returned
# fingerprint: shape
# hint: Your result is one array. The gradient needs the same four blocks W1, b1, W2 and b2 as the
#       parameters, each in its own shape, so return a Parameters.
# hint2: The comparison with Alg. 1 goes block by block. The values of Eq. 17 for the entries of W1
#       belong in a block that has the shape of W1, and so on for the other three.
# hint3: Print the type of your result and that of the parameters that you were given: they should be the
#       same. If your values stand in one long vector, count the entries of W1 to see where the block for
#       b1 begins.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = []
    theta = params.copy()
    for block in theta:
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + epsilon
            plus = loss(theta)
            block[p] = old - epsilon
            minus = loss(theta)
            block[p] = old
            grad.append((plus - minus) / (2 * epsilon))
    return np.array(grad)
