# id: G25
# kind: wrong
# mistake: z2 is used instead of a2 in dW2
# fingerprint: value
# hint: Your dW2 is built with z2. Line 11 of Alg. 1 uses the activation a2: what the output layer receives
#       is the value after the sigmoid.
# hint2: This concerns your line for dW2 only. Compare it with Eq. 3: which quantity of the hidden layer
#       does W2 multiply there?
# hint3: Hidden activations lie between 0 and 1. Print the smallest and the largest entry of the matrix that
#       stands beside delta3 in your dW2. Is it the output of Eq. 4 or of Eq. 5?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * sigmoid(z2) * (1 - sigmoid(z2))

    dW2 = delta3 @ z2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
