# id: G34
# kind: wrong
# mistake: 2 lambda W is added
# fingerprint: value
# hint: The regulariser in your dW1 and dW2 is twice as large as it should be. Line 26 of Alg. 1 adds
#       lambda times W: the 1/2 of Eq. 11 and the 2 of the derivative cancel.
# hint2: A factor 2 would belong to a regularisation term without the 1/2 of Eq. 11. See Eq. 16 for the
#       derivative of half a square.
# hint3: Set lambda = 1 and subtract your gradient for lambda = 0. By line 26 the difference in the first
#       block is W1. Do you get each entry of W1 twice?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + 2 * lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + 2 * lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)
