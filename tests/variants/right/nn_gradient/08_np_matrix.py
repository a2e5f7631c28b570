# id: right-nn_gradient-08
# way: np.matrix with * and np.multiply, as in MATLAB; arrays again at the end
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = (np.matrix(block) for block in params)
    A1 = np.matrix(X)
    N = A1.shape[1]
    A2 = np.matrix(sigmoid(W1 * A1 + b1))
    A3 = np.matrix(sigmoid(W2 * A2 + b2))
    Y = np.matrix(np.eye(A3.shape[0])[y - 1]).T
    eta3 = -np.divide(Y, A3) + np.divide(1 - Y, 1 - A3)
    delta3 = np.multiply(eta3, np.multiply(A3, 1 - A3))
    delta2 = np.multiply(W2.T * delta3, np.multiply(A2, 1 - A2))
    dW1 = delta2 * A1.T / N + lambda_ * W1
    dW2 = delta3 * A2.T / N + lambda_ * W2
    db1 = delta2.mean(axis=1)
    db2 = delta3.mean(axis=1)
    return nn_loss_reg(params, X, y, lambda_), Parameters(*map(np.array, (dW1, db1, dW2, db2)))
