# id: G55
# kind: wrong
# mistake: the derivative of the sigmoid is missing at the hidden layer, delta2 = eta2
# fingerprint: value
# hint: Your dW1 and db1 come out as if delta2 were the eta of line 15. Line 17 of Alg. 1 multiplies it
#       by the derivative of the sigmoid at z2.
# hint2: This concerns dW1 and db1. Look at what you do between sending delta3 back through W2, line 15,
#       and the product with a1 in line 20.
# hint3: Take a hidden unit with z2 = 0 and eta = 2. The factor of line 17 is 0.5 times 0.5, so delta2
#       is 0.5. Do you carry 2 into lines 20 and 22?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = W2.T @ delta3

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
