# id: G30
# kind: wrong
# mistake: the unregularised J is returned with the regularised gradient
# fingerprint: value
# hint: The loss that you return is J of Eq. 10, without the regularisation term. The gradient of line 26
#       belongs to the regularised loss of Eq. 11; return that one.
# hint2: The two values that you return must belong to the same function: where the gradient has a part
#       from lambda, the loss has one too. Try lambda = 1 and compare your loss with the one of Part E.
# hint3: With lambda = 1 and large weights the loss of Eq. 11 is much larger than J. Call your function with
#       lambda = 0 and lambda = 1: does the first returned value change?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss(params, X, y), Parameters(dW1, db1, dW2, db2)
