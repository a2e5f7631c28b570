# id: G08
# kind: wrong
# mistake: lambda times the gradient instead of the weight, for W1
# fingerprint: value
# hint: In your dW1, lambda multiplies the gradient. Line 26 of Alg. 1 adds lambda times the weight W1
#       itself.
# hint2: With lambda = 0.0002 this is hard to see; try lambda = 1. By Eq. 16 the derivative of half a square
#       is the value itself, so what stands beside lambda in line 26 is a weight.
# hint3: With lambda = 1 your dW1 is exactly twice the one with lambda = 0. By line 26 the difference of
#       the two should be W1, entry by entry. What stands beside lambda in your line?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = W2.T @ delta3 * a2 * (1 - a2)

    dW1 = delta2 @ X.T / N
    db1 = delta2.sum(axis=1, keepdims=True) / N
    dW2 = delta3 @ a2.T / N
    db2 = delta3.sum(axis=1, keepdims=True) / N

    dW1 += lambda_ * dW1
    dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
