# id: right-feed_forward-08
# way: loop over samples and over the units of each layer, one dot product for each unit
def feed_forward(params, X):
    n_hidden, n_out, N = params.W1.shape[0], params.W2.shape[0], X.shape[1]
    a2 = np.empty((n_hidden, N))
    a3 = np.empty((n_out, N))
    for i in range(N):
        for j in range(n_hidden):
            a2[j, i] = np.dot(params.W1[j], X[:, i]) + params.b1[j, 0]
        a2[:, i] = sigmoid(a2[:, i])
        for k in range(n_out):
            a3[k, i] = np.dot(params.W2[k], a2[:, i]) + params.b2[k, 0]
        a3[:, i] = sigmoid(a3[:, i])
    return a3
