# id: right-nn_loss_reg-01
# way: vectorised sums of squares on top of nn_loss
def nn_loss_reg(params, X, y, lambda_):
    R = lambda_ / 2 * (np.sum(params.W1**2) + np.sum(params.W2**2))
    return nn_loss(params, X, y) + R
