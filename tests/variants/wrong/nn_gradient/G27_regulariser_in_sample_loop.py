# id: G27
# kind: wrong
# mistake: the regulariser is added inside the loop over the samples
# fingerprint: value
# hint: The regulariser is counted N times in your dW1 and dW2, as if it were added once for each sample.
#       Line 26 of Alg. 1 comes after the end of the loop over i.
# hint2: In dW1 and dW2 your part from lambda grows with the number of samples. See which lines of Alg. 1
#       belong to the loop over i that begins in line 3, and which come after it.
# hint3: Set lambda = 1 and subtract your gradient for lambda = 0. The differences should be W1 and W2.
#       Repeat it with twice as many samples: they must not change. Do yours double?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    dW1, db1 = np.zeros(W1.shape), np.zeros(b1.shape)
    dW2, db2 = np.zeros(W2.shape), np.zeros(b2.shape)
    for i in range(N):
        x = X[:, [i]]
        a2 = sigmoid(W1 @ x + b1)
        a3 = sigmoid(W2 @ a2 + b2)
        t = np.zeros(a3.shape)
        t[y[i] - 1] = 1

        delta3 = a3 - t
        delta2 = (W2.T @ delta3) * a2 * (1 - a2)

        dW2 += delta3 @ a2.T / N + lambda_ * W2
        db2 += delta3 / N
        dW1 += delta2 @ x.T / N + lambda_ * W1
        db1 += delta2 / N
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)
