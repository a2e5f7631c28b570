# id: right-nn_loss_reg-17
# way: bias glued as the first column of a copy and left out of the norm by slicing [:, 1:]
def nn_loss_reg(params, X, y, lambda_):
    Theta1 = np.c_[params.b1, params.W1]
    Theta2 = np.c_[params.b2, params.W2]
    reg = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2)
    return np.add(nn_loss(params, X, y), np.multiply(lambda_ / 2, reg))
