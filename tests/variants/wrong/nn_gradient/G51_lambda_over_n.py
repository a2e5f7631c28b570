# id: G51
# kind: wrong
# mistake: lambda/N times the weight is added
# fingerprint: value
# hint: The part of your dW1 and dW2 that comes from lambda is N times too small. Line 26 of Alg. 1 adds
#       lambda times W, without the 1/N of the lines before.
# hint2: In Eq. 11 the second term stands outside the average over the samples, so its gradient does
#       too. Look at which terms your division by N reaches.
# hint3: Take ten samples, set lambda = 1 and subtract your gradient for lambda = 0. By line 26 the
#       difference in the first block is W1. Do you get a tenth of it?


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

    dW2 = (delta3 @ a2.T + lambda_ * W2) / N
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = (delta2 @ X.T + lambda_ * W1) / N
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
