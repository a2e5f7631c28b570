# id: right-nn_loss-10
# way: samples as rows, one-hot through a dictionary of rows
def nn_loss(params, X, y):
    prob = feed_forward(params, X).T
    m, num_labels = prob.shape
    row_of = {label: np.eye(num_labels)[label - 1] for label in range(1, num_labels + 1)}
    target = np.array([row_of[int(label)] for label in y])
    cost = -target * np.log(prob) - (1 - target) * np.log(1 - prob)
    return np.average(np.sum(cost, axis=1))
