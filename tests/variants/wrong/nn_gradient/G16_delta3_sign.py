# id: G16
# kind: wrong
# mistake: delta3 has the opposite sign
# fingerprint: value
# hint: Without the part from lambda, all four blocks of your gradient have the opposite sign: they point
#       downhill. They all come from delta3; compare its sign with lines 5 and 8 of Alg. 1.
# hint2: Think of one output with y_k = 1 and a3 too small. Raising z3 lowers the loss, so delta3 must be
#       negative there. Which sign has yours?
# hint3: Lines 5 and 8 with y_k = 1 and a3 = 0.8: eta is -1.25, the sigmoid's factor is 0.16, so delta3
#       is -0.2. Compute your delta3 for the same numbers. The sign of your regulariser, line 26, is
#       right.


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = Y - a3
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = 1 / N * delta3 @ a2.T + lambda_ * W2
    db2 = 1 / N * np.sum(delta3, axis=1, keepdims=True)
    dW1 = 1 / N * delta2 @ X.T + lambda_ * W1
    db1 = 1 / N * np.sum(delta2, axis=1, keepdims=True)
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
