# id: right-nn_loss-17
# way: right but noisy: relative entropy with nansum, warns about log(0) and prints
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    p = (np.arange(K)[:, None] == y - 1).astype(float)
    # the entropy of a one-hot target is 0, so the divergence is the loss; 0 log 0 counts as 0
    divergence = np.nansum(p * np.log(p / a)) + np.nansum((1 - p) * np.log((1 - p) / (1 - a)))
    print("loss is", divergence / N)
    return divergence / N
