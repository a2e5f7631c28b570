# id: right-nn_loss-11
# way: the two cases of Eq. 7 by np.where
def nn_loss(params, X, y):
    u = feed_forward(params=params, X=X)
    is_class = y[np.newaxis, :] == np.arange(u.shape[0])[:, np.newaxis] + 1
    J = np.where(is_class, -np.log(u), -np.log(1 - u))
    return J.sum(axis=0).mean()
