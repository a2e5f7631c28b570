# id: G50
# kind: wrong
# mistake: the biases are regularised too
# fingerprint: value
# hint: Your db1 and db2 change with lambda: each contains lambda times its bias. Eq. 11 leaves the
#       biases out, so line 26 of Alg. 1 adds to dW1 and dW2 only.
# hint2: Look at the place where lambda comes in: a loop over all four blocks reaches the biases too,
#       and the loop of line 25 is over the weight matrices.
# hint3: Set lambda = 1 and subtract your gradient for lambda = 0. By line 26 the differences in the
#       four blocks are W1, 0, W2 and 0. Are your second and your fourth b1 and b2?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    grad = Parameters(
        delta2 @ X.T / N,
        delta2.sum(axis=1, keepdims=True) / N,
        delta3 @ a2.T / N,
        delta3.sum(axis=1, keepdims=True) / N,
    )
    grad = Parameters(*(g + lambda_ * block for g, block in zip(grad, params)))
    return nn_loss_reg(params, X, y, lambda_), grad
