# id: right-compute_numerical_gradient-05
# way: four double loops written out, a new Parameters with one changed array each time
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    W1, b1, W2, b2 = params.W1, params.b1, params.W2, params.b2
    dW1 = np.zeros(W1.shape)
    db1 = np.zeros(b1.shape)
    dW2 = np.zeros(W2.shape)
    db2 = np.zeros(b2.shape)
    for i in range(W1.shape[0]):
        for j in range(W1.shape[1]):
            e = np.zeros(W1.shape)
            e[i, j] = epsilon
            dW1[i, j] = (loss(Parameters(W1 + e, b1, W2, b2)) - loss(Parameters(W1 - e, b1, W2, b2))) / (
                2 * epsilon
            )
    for i in range(b1.shape[0]):
        e = np.zeros(b1.shape)
        e[i] = epsilon
        db1[i, 0] = (loss(Parameters(W1, b1 + e, W2, b2)) - loss(Parameters(W1, b1 - e, W2, b2))) / (
            2 * epsilon
        )
    for i in range(W2.shape[0]):
        for j in range(W2.shape[1]):
            e = np.zeros(W2.shape)
            e[i, j] = epsilon
            dW2[i, j] = (loss(Parameters(W1, b1, W2 + e, b2)) - loss(Parameters(W1, b1, W2 - e, b2))) / (
                2 * epsilon
            )
    for i in range(b2.shape[0]):
        e = np.zeros(b2.shape)
        e[i] = epsilon
        db2[i, 0] = (loss(Parameters(W1, b1, W2, b2 + e)) - loss(Parameters(W1, b1, W2, b2 - e))) / (
            2 * epsilon
        )
    return Parameters(dW1, db1, dW2, db2)
