# id: G63
# kind: wrong
# mistake: neither J nor the gradient has the regulariser
# fingerprint: value
# hint: Nothing that you give back reacts to lambda: J is that of Eq. 10, and dW1 and dW2 come out as if
#       lines 25 and 26 of Alg. 1 were missing. Both results belong to the loss of Eq. 11.
# hint2: Eq. 11 adds a term to J, and line 26 of Alg. 1 adds its derivative to dW1 and dW2. Look for
#       lambda in your function: it has to appear in the loss that you call, and after the loop of line
#       3.
# hint3: Call your function with lambda = 0 and with lambda = 1. By Eq. 11 J grows by half the sum of
#       all squared weights, and by line 26 dW1 grows by W1. Do you get the same results twice?


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

    dW2 = delta3 @ a2.T / N
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss(params, X, y), Parameters(dW1, db1, dW2, db2)
