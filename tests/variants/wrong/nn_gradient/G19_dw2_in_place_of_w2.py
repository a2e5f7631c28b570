# id: G19
# kind: wrong
# mistake: dW2 is used in place of W2 on the way back
# fingerprint: value
# hint: Your eta2 is computed from dW2, the gradient. Line 15 of Alg. 1 sends delta3 back through the
#       weights W2 themselves.
# hint2: The blocks dW2 and db2 are right, dW1 and db1 are much too small. The step between them is line 15:
#       the matrix there is a parameter of the network, not something computed a few lines before.
# hint3: Double all entries of W2 in your line for eta2 only: by line 15 eta2 doubles. Print the norm of the
#       matrix that you use there, and beside it the norm of W2. Are they equal?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    dW2 = delta3 @ a2.T / N
    db2 = delta3.sum(axis=1, keepdims=True) / N

    delta2 = (dW2.T @ delta3) * a2 * (1 - a2)
    dW1 = delta2 @ X.T / N
    db1 = delta2.sum(axis=1, keepdims=True) / N

    dW1 += lambda_ * W1
    dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
