# id: right-nn_gradient-11
# way: one flat vector theta in column order, pieces cut out of it as in the MATLAB exercise, gradient unrolled too
def unroll(params):
    return np.concatenate([block.ravel(order="F") for block in params])


def roll(theta, shapes):
    blocks, start = [], 0
    for shape in shapes:
        size = int(np.prod(shape))
        blocks.append(theta[start : start + size].reshape(shape, order="F"))
        start += size
    return blocks


def flat_gradient(theta, shapes, X, Y, lambda_):
    W1, b1, W2, b2 = roll(theta, shapes)
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    J = np.sum(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3)) / N
    J = J + 0.5 * lambda_ * (np.sum(W1**2) + np.sum(W2**2))

    grad = np.zeros(theta.size)
    dW1, db1, dW2, db2 = roll(grad, shapes)
    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)
    dW1[:] = delta2 @ X.T / N + lambda_ * W1
    db1[:] = np.mean(delta2, axis=1, keepdims=True)
    dW2[:] = delta3 @ a2.T / N + lambda_ * W2
    db2[:] = np.mean(delta3, axis=1, keepdims=True)
    return J, grad


def nn_gradient(params, X, y, lambda_):
    shapes = [block.shape for block in params]
    Y = (np.arange(1, shapes[2][0] + 1)[:, None] == y[None, :]).astype(np.float64)
    J, grad = flat_gradient(unroll(params), shapes, X, Y, lambda_)
    return J, Parameters(*roll(grad, shapes))
