# id: G38
# kind: wrong
# mistake: the derivative of the sigmoid is applied by a matrix product
# fingerprint: error
# hint: Your delta2 uses a matrix product where line 17 of Alg. 1 has a centre dot. The centre dot means
#       element by element, so delta2 has the shape of z2.
# hint2: Print the shape of your delta2: it needs one row per hidden unit and one column per sample, the
#       shape of eta2. The derivative of the sigmoid rescales each entry of eta2 on its own.
# hint3: For one hidden unit and one sample line 17 multiplies three plain numbers. No other unit and no
#       other sample takes part. Which product sign does that for a whole matrix, without any transpose?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    ds2 = a2 * (1 - a2)
    delta2 = (W2.T @ delta3) @ ds2.T

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
