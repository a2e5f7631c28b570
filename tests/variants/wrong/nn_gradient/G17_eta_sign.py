# id: G17
# kind: wrong
# mistake: sign error in the second term of eta3
# fingerprint: value
# hint: Your gradient comes out as if both terms of eta in line 5 of Alg. 1 had a minus sign. Compare the
#       two signs there with yours; see also Eq. 15.
# hint2: The error arises wherever y_ik = 0, that is at all outputs but one per sample. The derivative of
#       log(1 - u) in Eq. 9 brings an inner derivative of -1 with it.
# hint3: Take y_k = 0 and a3 = 0.2 in Eq. 15: eta is +1.25, because a larger output would be worse. What
#       does your line give for these numbers?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    eta3 = -Y / a3 - (1 - Y) / (1 - a3)
    delta3 = eta3 * a3 * (1 - a3)
    eta2 = W2.T @ delta3
    delta2 = eta2 * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
