# id: G56
# kind: wrong
# mistake: z2 (1 - z2) is used for the derivative of the sigmoid
# fingerprint: value
# hint: Your dW1 and db1 come out as if z2 stood in line 17 of Alg. 1 where the sigmoid of z2 belongs,
#       in both factors.
# hint2: This concerns your line for delta2. By Eq. 14 the derivative is phi times 1 - phi, and phi of
#       z2 is a2. Look at which of the two arrays you use for delta2.
# hint3: Take a hidden unit with z2 = 2. Its sigmoid is 0.88, so the factor of line 17 is 0.88 times
#       0.12, about 0.1. Is yours 2 times -1, which is -2?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * z2 * (1 - z2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
