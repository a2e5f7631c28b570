# id: right-nn_loss-03
# way: one-hot by comparing the labels with a column 1..K, mean over samples of the sum over classes
def nn_loss(params, X, y):
    u = feed_forward(params, X)
    classes = np.arange(1, u.shape[0] + 1).reshape(-1, 1)
    Y = (classes == y.reshape(1, -1)).astype(float)
    per_sample = (-Y * np.log(u) - (1 - Y) * np.log(1 - u)).sum(axis=0)
    return per_sample.mean()
