# id: G53
# kind: wrong
# mistake: the gradient lacks the regulariser, J has it
# fingerprint: value
# hint: Your dW1 and dW2 do not react to lambda, as if lines 25 and 26 of Alg. 1 were missing. Line 26
#       adds lambda times W to each of the two.
# hint2: Those lines come last, after the loop over the samples. Look for lambda in your lines for dW1
#       and dW2; if it is there, see whether the result is the one that you give back.
# hint3: Call your function with lambda = 0 and with lambda = 1 and subtract the two gradients. By line
#       26 the difference in the first block is W1. Is yours 0 everywhere?


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
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
