# id: right-nn_loss-02
# way: loops over samples and classes
def nn_loss(params, X, y):
    f = feed_forward(params, X)
    K = params.W2.shape[0]
    N = X.shape[1]
    J = 0
    for i in range(N):
        for k in range(1, K + 1):
            if y[i] == k:
                y_ik = 1
            else:
                y_ik = 0
            J += -y_ik * np.log(f[k - 1, i]) - (1 - y_ik) * np.log(1 - f[k - 1, i])
    J = J / N
    return J
