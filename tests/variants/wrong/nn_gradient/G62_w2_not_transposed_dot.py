# id: G62
# kind: wrong
# mistake: W2 is not transposed on the way back, in np.dot
# fingerprint: error
# hint: A product of a matrix shaped like W2 with one shaped like delta3 stops your function, because
#       the sizes do not fit. Line 15 of Alg. 1 has the transpose of W2 there.
# hint2: The message names the line and both shapes. The product in line 15 sums over the K classes, so
#       these have to be the columns of the left matrix. Look at which side of W2 they are on.
# hint3: Take 10 classes, 25 hidden units and 3 samples. The left matrix of line 15 needs 10 columns,
#       because delta3 has 10 rows. Print the shape of yours: does it have 25?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = np.dot(W2, delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
