# id: G01
# kind: wrong
# mistake: not averaged over the samples
# fingerprint: value
# hint: Without the part from lambda, your gradient is N times too large in all four blocks: a sum over
#       the samples, not an average. Lines 11, 13, 20 and 22 of Alg. 1 contain a factor 1/N.
# hint2: The loss of Eq. 10 is an average over the samples, so its gradient is one as well. Look for the
#       1/N in each of the four blocks. The regulariser of line 26 is not divided by N.
# hint3: Use one sample, then the same sample four times. By lines 11 and 13 the gradient must be the same
#       in both cases. Is yours four times larger in the second?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    K, N = a3.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T + lambda_ * W2
    db2 = np.sum(delta3, axis=1, keepdims=True)
    dW1 = delta2 @ X.T + lambda_ * W1
    db1 = np.sum(delta2, axis=1, keepdims=True)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)
