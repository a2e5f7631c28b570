# id: G52
# kind: wrong
# mistake: lambda/2 times the weight is added
# fingerprint: value
# hint: The part of your dW1 and dW2 that comes from lambda is half as large as it should be. Line 26 of
#       Alg. 1 adds lambda times W, without the 1/2 of Eq. 11.
# hint2: The derivative of a square brings a factor 2, and the 1/2 of Eq. 11 is there to cancel it, see
#       Eq. 16. Look at the number beside W in your line for line 26.
# hint3: Think of one weight with the value 3, and lambda = 2. Its part of Eq. 11 is 9, and the
#       derivative of that is lambda times 3, which is 6. Do you add 3?


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

    dW2 = delta3 @ a2.T / N + lambda_ / 2 * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ / 2 * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
