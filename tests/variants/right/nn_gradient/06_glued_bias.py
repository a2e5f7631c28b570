# id: right-nn_gradient-06
# way: bias as an extra first column of Theta, split again at the end; that column of a copy is not regularised
def nn_gradient(params, X, y, lambda_):
    Theta1 = np.column_stack((params.b1, params.W1))
    Theta2 = np.column_stack((params.b2, params.W2))
    m = X.shape[1]
    ones = np.ones((1, m))

    A1 = np.r_[ones, X]
    Z2 = Theta1 @ A1
    A2 = np.r_[ones, sigmoid(Z2)]
    A3 = sigmoid(Theta2 @ A2)

    Y = np.zeros((Theta2.shape[0], m))
    for i in range(m):
        Y[y[i] - 1, i] = 1
    D3 = A3 - Y
    D2 = (Theta2.T @ D3)[1:] * sigmoid(Z2) * (1 - sigmoid(Z2))

    reg1 = Theta1.copy()
    reg1[:, 0] = 0
    reg2 = Theta2.copy()
    reg2[:, 0] = 0
    G1 = D2 @ A1.T / m + lambda_ * reg1
    G2 = D3 @ A2.T / m + lambda_ * reg2
    return nn_loss_reg(params, X, y, lambda_), Parameters(G1[:, 1:], G1[:, :1], G2[:, 1:], G2[:, :1])
