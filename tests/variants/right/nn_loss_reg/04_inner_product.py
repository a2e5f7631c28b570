# id: right-nn_loss_reg-04
# way: inner product of the unrolled weights with themselves
def nn_loss_reg(params, X, y, lambda_):
    w = np.concatenate((params.W1.ravel(), params.W2.ravel()))
    return nn_loss(params, X, y) + lambda_ / 2 * w.dot(w)
