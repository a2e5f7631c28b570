# id: N20
# kind: interface
# mistake: one flat vector is returned
# fingerprint: shape
# hint: Your result is one long vector. The gradient needs the same four blocks W1, b1, W2 and b2 as the
#       parameters, each in its own shape, so return a Parameters.
# hint2: All the numbers of Eq. 17 are there, one after the other. The comparison with Alg. 1 goes block by
#       block, so the vector has to be cut and shaped like the parameters.
# hint3: Print the type of your result and that of the parameters that you were given. Count the entries in
#       W1: where in your vector does the block for b1 begin?


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
