# id: G35
# kind: conditional
# mistake: W2 of the first call is kept and used on the way back, not the argument
# fingerprint: none
# hint: Your eta2 uses a W2 that is not the argument: it stays the same when the function is called with
#       other parameters. Line 15 of Alg. 1 needs the W2 that was passed in.
# hint2: When the function is called again with other parameters, dW1 and db1 go wrong. Go through the
#       names in your function: which of them get their value outside it, or only once?
# hint3: Call your function with one network, then with a second one, then restart the notebook and call it
#       with the second one at once. Does the same network give two different gradients?

theta2 = None  # W2, set once so that it need not be unpacked each time


def nn_gradient(params, X, y, lambda_):
    global theta2
    if theta2 is None:
        theta2 = params.W2.copy()

    N = X.shape[1]
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = feed_forward(params, X)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (theta2.T @ delta3) * a2 * (1 - a2)

    dW1 = delta2 @ X.T / N + lambda_ * params.W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    dW2 = delta3 @ a2.T / N + lambda_ * params.W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
