# id: right-nn_loss_reg-18
# way: a cell magic on top, other names for the arguments (called by position), one sum over both norms
# cell: magic
# magic: %%time
def nn_loss_reg(theta, X, y, lam):
    return nn_loss(theta, X, y) + lam / 2 * sum((W**2).sum() for W in [theta.W1, theta.W2])
