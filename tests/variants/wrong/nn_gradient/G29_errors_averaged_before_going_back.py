# id: G29
# kind: wrong
# mistake: the output errors are averaged over the samples before they go back
# fingerprint: value
# hint: Your delta3 is averaged over the samples before it goes back to the hidden layer. In Alg. 1 every
#       sample i has its own delta3 and its own delta2; only the sums for dW and db mix the samples.
# hint2: This concerns dW1 and db1. Between line 8 and line 17 nothing is averaged: each column of delta2
#       comes from the same column of delta3.
# hint3: Print the shape of what you multiply by W2 in line 15. It needs one column for each sample.
#       Which step before turns them into a single column?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = np.mean(delta3, axis=1, keepdims=True)

    delta2 = (W2.T @ db2) * a2 * (1 - a2)
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = np.mean(delta2, axis=1, keepdims=True)
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
