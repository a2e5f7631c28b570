# id: G57
# kind: wrong
# mistake: 1/N is missing in the bias gradients only
# fingerprint: value
# hint: Your db1 and db2 are N times too large, as if they were sums over the samples. Lines 13 and 22
#       of Alg. 1 have the factor 1/N, like lines 11 and 20.
# hint2: All four blocks are averages over the samples. Look at your lines for db1 and db2, and compare
#       them with those for dW1 and dW2: where is the division by N?
# hint3: Use one sample, then the same sample three times. By lines 13 and 22 db1 and db2 stay the same.
#       Are yours three times as large the second time?


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

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True)
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True)
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
