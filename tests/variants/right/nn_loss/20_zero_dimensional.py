# id: right-nn_loss-20
# way: running mean over the samples, kept in and returned as a zero-dimensional array
def nn_loss(params, X, y):
    J = np.array(0.0)
    F = feed_forward(params, X)
    for n, (f, label) in enumerate(zip(F.T, y), start=1):
        mask = np.ones(len(f), dtype=bool)
        mask[label - 1] = False
        loss = -np.log(f[label - 1]) - np.log(1 - f[mask]).sum()
        J += (loss - J) / n
    return J
