# id: G24
# kind: interface
# mistake: the weight gradients are transposed
# fingerprint: shape
# hint: In your dW1 and dW2, rows and columns are exchanged. Each gradient must have the shape of its
#       parameter; in line 11 of Alg. 1 delta stands on the left and the transposed activation on the
#       right.
# hint2: An entry of W1 leads from pixel q to hidden unit p and stands in row p and column q, see Eq. 12.
#       Its derivative belongs in the same place.
# hint3: For one sample, line 20 is a product of a column with 25 entries and a row with 400 entries. Which
#       shape has that matrix? Compare with yours.


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = (a3 - Y) / N
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW1 = X @ delta2.T + lambda_ * W1.T
    db1 = delta2.sum(axis=1, keepdims=True)
    dW2 = a2 @ delta3.T + lambda_ * W2.T
    db2 = delta3.sum(axis=1, keepdims=True)
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
