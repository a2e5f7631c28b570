# id: G19
# kind: wrong
# mistake: dW2 is used in place of W2 on the way back
# fingerprint: value
# hint: Your eta2 is computed from dW2, the gradient. Line 15 of Alg. 1 sends delta3 back through the
#       weights W2 themselves.
# hint2: This concerns dW1 and db1, and line 15 comes before both. The matrix there is a parameter of the
#       network, not something computed a few lines before.
# hint3: Print the matrix that you multiply by delta3 in line 15, and beside it W2. The two should hold
#       the same numbers, only with rows and columns exchanged. Do they?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    dW2 = delta3 @ a2.T / N
    db2 = delta3.sum(axis=1, keepdims=True) / N

    delta2 = (dW2.T @ delta3) * a2 * (1 - a2)
    dW1 = delta2 @ X.T / N
    db1 = delta2.sum(axis=1, keepdims=True) / N

    dW1 += lambda_ * W1
    dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
