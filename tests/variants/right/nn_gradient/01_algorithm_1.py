# id: right-nn_gradient-01
# way: Alg. 1 line by line, loops over samples and classes
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = W2.shape[0]
    dW1 = np.zeros(W1.shape)
    db1 = np.zeros(b1.shape)
    dW2 = np.zeros(W2.shape)
    db2 = np.zeros(b2.shape)
    for i in range(N):
        a1 = X[:, [i]]
        a2 = sigmoid(W1 @ a1 + b1)
        a3 = sigmoid(W2 @ a2 + b2)
        eta3 = np.zeros((K, 1))
        for k in range(K):
            y_ik = 1 if y[i] == k + 1 else 0
            eta3[k] = -y_ik / a3[k] + (1 - y_ik) / (1 - a3[k])
        delta3 = eta3 * a3 * (1 - a3)
        dW2 = dW2 + 1 / N * delta3 @ a2.T
        db2 = db2 + 1 / N * delta3
        eta2 = W2.T @ delta3
        delta2 = eta2 * a2 * (1 - a2)
        dW1 = dW1 + 1 / N * delta2 @ a1.T
        db1 = db1 + 1 / N * delta2
    dW2 = dW2 + lambda_ * W2
    dW1 = dW1 + lambda_ * W1
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
