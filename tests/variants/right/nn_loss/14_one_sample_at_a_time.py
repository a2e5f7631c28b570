# id: right-nn_loss-14
# way: feed_forward called for one sample at a time, losses collected in a list
def nn_loss(params, X, y):
    losses = []
    for i in range(X.shape[1]):
        u = feed_forward(params, X[:, [i]])[:, 0]
        target = np.zeros(len(u))
        target[y[i] - 1] = 1
        losses.append(-np.dot(target, np.log(u)) - np.dot(1 - target, np.log(1 - u)))
    return sum(losses) / len(losses)
