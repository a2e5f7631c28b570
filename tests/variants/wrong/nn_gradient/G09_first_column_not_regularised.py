# id: G09
# kind: wrong
# mistake: the first column of each weight matrix is not regularised
# fingerprint: value
# hint: The first columns of your dW1 and dW2 lack the regulariser. The biases are separate vectors here, so
#       in line 26 of Alg. 1 no column of W is special.
# hint2: Leaving out the first column is right where the bias is stored in it. In this sheet the first
#       column of W1 belongs to the first pixel and is regularised like all others, see Eq. 12.
# hint3: Set lambda = 1 and subtract your gradient for lambda = 0. By line 26 the differences are W1 and W2,
#       complete. Look at the first column of yours.


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * (a2 * (1 - a2))

    dW1 = delta2 @ X.T / N
    dW2 = delta3 @ a2.T / N
    db1 = np.mean(delta2, axis=1, keepdims=True)
    db2 = np.mean(delta3, axis=1, keepdims=True)

    # the bias is not regularised
    dW1[:, 1:] += lambda_ * W1[:, 1:]
    dW2[:, 1:] += lambda_ * W2[:, 1:]

    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)
