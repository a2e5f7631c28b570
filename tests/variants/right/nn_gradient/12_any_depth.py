# id: right-nn_gradient-12
# way: lists over layers as in Alg. 1 with any L, loop from the last layer down
def nn_gradient(params, X, y, lambda_):
    W = [None, params.W1, params.W2]
    b = [None, params.b1, params.b2]
    L = len(W)
    N = X.shape[1]

    a = [None, X]
    for l in range(1, L):
        a.append(sigmoid(W[l] @ a[l] + b[l]))

    Y = np.eye(a[L].shape[0])[:, y - 1]
    eta = -Y / a[L] + (1 - Y) / (1 - a[L])
    dW = [None] * L
    db = [None] * L
    for l in range(L - 1, 0, -1):
        delta = eta * a[l + 1] * (1 - a[l + 1])
        dW[l] = delta @ a[l].T / N
        db[l] = np.mean(delta, axis=1).reshape(b[l].shape)
        eta = W[l].T @ delta
    for l in range(L - 1, 0, -1):
        dW[l] += lambda_ * W[l]
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW[1], db[1], dW[2], db[2])
