# id: G12
# kind: wrong
# mistake: the derivative of the sigmoid is evaluated at the activation a2
# fingerprint: value
# hint: In your delta2 the sigmoid acts once too often. Line 17 of Alg. 1 evaluates phi at z2; you evaluate
#       it at a2, which is already phi of z2.
# hint2: This concerns dW1 and db1. In line 17 check what you pass to the derivative of the sigmoid: the
#       value before the sigmoid or the value after it.
# hint3: For one hidden unit with z2 = 0 the sigmoid is 0.5 and the factor of line 17 is 0.25. Put this unit
#       through your derivative: do you get 0.235, the derivative at 0.5?


def sigmoid_gradient(z):
    return sigmoid(z) * (1 - sigmoid(z))


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
    eta2 = W2.T @ delta3
    delta2 = eta2 * sigmoid_gradient(a2)

    grad = Parameters(
        delta2 @ X.T / N + lambda_ * W1,
        delta2.sum(axis=1, keepdims=True) / N,
        delta3 @ a2.T / N + lambda_ * W2,
        delta3.sum(axis=1, keepdims=True) / N,
    )
    return nn_loss_reg(params, X, y, lambda_), grad
