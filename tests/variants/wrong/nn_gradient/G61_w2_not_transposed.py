# id: G61
# kind: wrong
# mistake: W2 is not transposed on the way back
# fingerprint: error
# hint: A matrix product stops your function: the left one has as many columns as there are hidden
#       units, the right one as many rows as there are classes. Line 15 of Alg. 1 has the transpose of W2
#       there, with a column for each class.
# hint2: The message names the line. On the way forward, Eq. 3, W2 takes a2 to z3. On the way back, line
#       15, it takes delta3 to eta2. Look at which of its two sides meets delta3 in your product.
# hint3: Write down the shapes of line 15 for 25 hidden units, 10 classes and 3 samples: delta3 has 10
#       rows and 3 columns, eta2 needs 25 rows and 3 columns. Does your W2 stand there as 10 by 25 or as
#       25 by 10?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2 @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
