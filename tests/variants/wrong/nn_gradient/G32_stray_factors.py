# id: G32
# kind: wrong
# mistake: stray factors on single blocks: dW2 doubled, db1 times four
# fingerprint: value
# hint: Your dW2 is exactly twice and your db1 exactly four times as large as it should be. Lines 11 and
#       22 of Alg. 1 have the factor 1/N and no other.
# hint2: Compare your four lines with lines 11, 13, 20 and 22, block by block. Each of them has the same
#       factor 1/N. In two of yours another number has slipped in.
# hint3: Divide your dW2 and your db1 by the numerical gradient of Eq. 17, entry by entry. Each block gives
#       one and the same number everywhere. Search your lines for these numbers.


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    m = X.shape[1]
    A1 = sigmoid(W1 @ X + b1)
    A2 = sigmoid(W2 @ A1 + b2)
    Y = np.zeros(A2.shape)
    Y[y - 1, np.arange(m)] = 1

    dZ2 = A2 - Y
    dW2 = 2 * (dZ2 @ A1.T / m + lambda_ * W2)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * (A1 * (1 - A1))
    dW1 = dZ1 @ X.T / m + lambda_ * W1
    db1 = 4.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
