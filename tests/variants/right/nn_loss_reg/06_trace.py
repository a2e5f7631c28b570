# id: right-nn_loss_reg-06
# way: trace of W W^T with np.matrix
def nn_loss_reg(params, X, y, lambda_):
    W1, W2 = np.asmatrix(params.W1), np.asmatrix(params.W2)
    J = nn_loss(params, X, y)
    J += lambda_ / 2 * (np.trace(W1 * W1.T) + np.trace(W2 * W2.T))
    return J
