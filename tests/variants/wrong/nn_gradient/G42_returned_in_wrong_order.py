# id: G42
# kind: interface
# mistake: gradient and loss are returned in the wrong order
# fingerprint: shape
# hint: Your two results are in the wrong order: the loss of Eq. 11 comes first, the gradient of Alg. 1
#       second. The description of the function says so under Returns.
# hint2: The first value that you return is a set of four arrays, the second a number. Whoever calls the
#       function takes the first as the loss and the second as the gradient.
# hint3: Print the type of the first and of the second value that you return. The description asks for a
#       number first, then one Parameters with W1, b1, W2 and b2.


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
    J = nn_loss_reg(params, X, y, lambda_)
    grad = Parameters(dW1, db1, dW2, db2)
    return grad, J
