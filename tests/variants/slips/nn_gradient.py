# slip: no 1/N
# told: G01
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T
    db1 = d2.sum(axis=1, keepdims=True)
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda/N
# told: G51
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ / N * W1
    dW2 = dW2 + lambda_ / N * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: no regulariser
# told: G53
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: MSE gradient (a3-Y)*a3*(1-a3)
# told: g:d3-slope
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y) * a3 * (1 - a3)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: slope z2*(1-z2)
# told: G56
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * z2 * (1 - z2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: only gradient returned
# told: one result
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return Parameters(dW1, db1, dW2, db2)


# slip: returns flat tuple
# told: flat tuple
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, dW1, db1, dW2, db2


# slip: db not summed
# told: not summed+db1+not summed+db2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3 / N
    dW1 = d2 @ X.T / N
    db1 = d2 / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: db sum over all
# told: summed too far+db1+summed too far+db2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = np.sum(d3) / N
    dW1 = d2 @ X.T / N
    db1 = np.sum(d2) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: a3 - y raw
# told: g:y-raw
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = y
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: y%10
# told: G39
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(K)[:, None] == (y % 10)[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: order in Parameters wrong
# told: order of blocks
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW2, db2, dW1, db1)


# slip: eta line5 without minus
# told: g:d3-eta-plus
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (Y / a3 + (1 - Y) / (1 - a3)) * a3 * (1 - a3)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: line 8 missing
# told: G54
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (-Y / a3 + (1 - Y) / (1 - a3))
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: db divided not by N
# told: G57
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True)
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: params updated in place
# told: changes inputs
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    W1 *= 1 - 0.001; dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: loop: reg inside loop
# told: G27
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
        dW1 += lambda_ * W1; dW2 += lambda_ * W2
    
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop: a1 vs a2 mixed in bias
# told: shapes: +
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d3 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop: elementwise d3*a2.T RIGHT
# told: right
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 * a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 * x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop: y[i] not -1
# told: G39
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] % K] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: accumulators as globals-like: not zeroed
# told: dW2 + in every entry
acc = None
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.ones_like(W2)*0.01; db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: uses undefined delta3
# told: undefined+delta3
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ delta3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: N = X.shape[0]
# told: dW1 x N/D+db1 x N/D+dW2 x N/D+db2 x N/D
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = X.shape[0]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: N=K (shape[0])
# told: dW1 x N/K+db1 x N/K+dW2 x N/K+db2 x N/K
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[0]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: labels shifted by arange(K)
# told: g:y-zero
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(K)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: only W1 regularised
# told: dW2 lambda: nothing
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: negative reg
# told: dW1 lambda: lambda {W}|-1+dW2 lambda: lambda {W}|-1
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 - lambda_ * W1
    dW2 = dW2 - lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda/2 sum sq
# told: dW1 lambda: lambda the sum of the squares of {W}, in every entry|1/2+dW2 lambda: lambda the sum of the squares of {W}, in every entry|1/2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_/2 * np.sum(W1**2)
    dW2 = dW2 + lambda_/2 * np.sum(W2**2)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: reg on biases only
# told: dW1 lambda: nothing+dW2 lambda: nothing+db1 lambda: lambda {W}+db2 lambda: lambda {W}
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    db1 = db1 + lambda_ * b1
    db2 = db2 + lambda_ * b2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: no 1/N dW1 only
# told: dW1 x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: mean in db twice
# told: db1 x 1/N+db2 x 1/N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.mean(axis=1, keepdims=True)/N
    dW1 = d2 @ X.T / N
    db1 = d2.mean(axis=1, keepdims=True)/N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: axis 0 sum
# told: wrong axis+db1
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=0, keepdims=True)/N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: d2 with a3 slope error
# told: shapes: *
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a3 * (1 - a3)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: sigma prime of a2 by sigmoid(a2)*(1-a2)
# told: g:d2-half-sig
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * sigmoid(a2) * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: eta uses Y - a3
# told: dW1 x -1+db1 x -1
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ (Y - a3)
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: d3 with z3
# told: g:d3-z
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (z3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: J is nn_loss
# told: G30
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss(params, X, y)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: J zero
# told: J-zero
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = 0
    return J, Parameters(dW1, db1, dW2, db2)


# slip: swapped return
# told: G42
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return Parameters(dW1, db1, dW2, db2), J


# slip: two slips: no 1/N in dW2, slope missing in d2
# told: g:d2-eta+dW2 x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta
    dW2 = d3 @ a2.T
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: two slips: lambda/N and sign in d2
# told: dW1 x -1+db1 x -1+dW1 lambda: lambda {W}|1/N+dW2 lambda: lambda {W}|1/N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = -eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_/N * W1
    dW2 = dW2 + lambda_/N * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: MSE and no 1/N
# told: g:d3-slope+dW1 x N+db1 x N+dW2 x N+db2 x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3-Y)*a3*(1-a3)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T
    db1 = d2.sum(axis=1, keepdims=True)
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: dW1 uses a2
# told: shapes: +
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ a2.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: dW2 uses X
# told: shapes: +
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ X.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: 2/N
# told: dW1 x 2+db1 x 2+dW2 x 2+db2 x 2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = 2 * d3 @ a2.T / N
    db2 = 2*d3.sum(axis=1, keepdims=True) / N
    dW1 = 2 * d2 @ X.T / N
    db1 = 2*d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: 1/N twice (d3 mean too)
# told: dW1 x 1/N+db1 x 1/N+dW2 x 1/N+db2 x 1/N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)/N
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: reg before /N
# told: G51
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = (d3 @ a2.T + lambda_*W2) / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = (d2 @ X.T + lambda_*W1) / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: reg multiplied
# told: dW1 zero+dW2 zero
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 * lambda_ * W1
    dW2 = dW2 * lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: global lambda
# told: fixed-lambda
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + 0.0002 * W1
    dW2 = dW2 + 0.0002 * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: theta global W2
# told: globals+theta
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = theta.W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: params returned
# told: params returned
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, params


# slip: dict returned
# told: dict for Parameters
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, {'W1': dW1, 'b1': db1, 'W2': dW2, 'b2': db2}


# slip: array list
# told: list for Parameters
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, [dW1, db1, dW2, db2]


# slip: db2 from eta
# told: g:db2-eta
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = (d3/(a3*(1-a3))).sum(axis=1, keepdims=True)/N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: d3 twice slope and sign
# told: g:d3-slope+dW1 x -1+db1 x -1+dW2 x -1+db2 x -1
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (Y - a3)*a3*(1-a3)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: X.T @ d2 order
# told: shapes: +
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    N = a3.shape[1]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = X @ d2.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: loop range(N-1)
# told: g:d3-no-last
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N-1):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop range(1,N)
# told: g:d3-no-first
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(1,N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop = for dW2 only
# told: g:dW2-last
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 = d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop no N on dW1
# told: dW1 x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop db1 uses eta2
# told: g:db1-eta
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += eta2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop reg in loop only W1
# told: dW1 lambda: lambda {W}|N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N; dW1 += lambda_*W1
    dW2 += lambda_*W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop divides in loop
# told: g:dW2-halved+g:db2-halved+g:dW1-halved+g:db1-halved
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T; db2 += d3
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T; db1 += d2; dW1 /= N; db1 /= N; dW2 /= N; db2 /= N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop return inside
# told: g:d3-first-only+dW1 lambda: nothing+dW2 lambda: nothing
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
        return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop -= 
# told: G16
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 -= d3 @ a2.T / N; db2 -= d3 / N
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 -= d2 @ x.T / N; db1 -= d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: db without 1/N in a loop
# told: G57
def nn_gradient(params, X, y, lambda_):
    N = X.shape[1]
    gW1, gb1 = np.zeros_like(params.W1), np.zeros_like(params.b1)
    gW2, gb2 = np.zeros_like(params.W2), np.zeros_like(params.b2)
    for n in range(N):
        x = X[:, n].reshape(-1, 1)
        h = sigmoid(params.W1 @ x + params.b1)
        o = sigmoid(params.W2 @ h + params.b2)
        t = np.zeros_like(o)
        t[y[n] - 1] = 1
        d_o = o - t
        d_h = params.W2.T @ d_o * h * (1 - h)
        gW2 += d_o @ h.T
        gb2 += d_o
        gW1 += d_h @ x.T
        gb1 += d_h
    gW2 /= N
    gW1 /= N
    gW1 += lambda_ * params.W1
    gW2 += lambda_ * params.W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(gW1, gb1, gW2, gb2)


# slip: parameters minus the gradient
# told: g:dW2-minus-start+g:db2-minus-start+g:dW1-minus-start+g:db1-minus-start
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(W1 - gW1, b1 - gb1, W2 - gW2, b2 - gb2)


# slip: X centred in dW1
# told: g:dW1-centred
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ (X - X.mean(axis=1, keepdims=True)).T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: a2 once more on the way back
# told: g:d2-a2-more
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ (a3 - Y) * a2
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: db1 of delta3
# told: other layer+db1
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d3.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: x of the first sample for all
# told: g:x-first
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]; K = W2.shape[0]
    g = Parameters(*[np.zeros_like(p) for p in params])
    for i in range(N):
        a1 = X[:, [0]]
        a2 = sigmoid(W1 @ a1 + b1); a3 = sigmoid(W2 @ a2 + b2)
        t = (np.arange(1, K + 1) == y[i])[:, None].astype(float)
        d3 = a3 - t
        d2 = W2.T @ d3 * a2 * (1 - a2)
        g.W2 += d3 @ a2.T / N; g.b2 += d3 / N; g.W1 += d2 @ a1.T / N; g.b1 += d2 / N
    g.W1 += lambda_ * W1; g.W2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), g


# slip: print(J) returned
# told: None returned
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return print(J), Parameters(gW1, gb1, gW2, gb2)


# slip: mean of the whole product
# told: dW2 one number
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = np.mean(d3 @ a2.T) + lambda_ * W2
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: lambda times J
# told: dW1 lambda: the same number in every entry+dW2 lambda: the same number in every entry
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * J
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * J
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: last row of delta cut off
# told: g:d2-down
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    one = np.ones((1, N))
    T1 = np.hstack([b1, W1]); T2 = np.hstack([b2, W2])
    a1 = np.vstack([one, X]); a2 = np.vstack([one, sigmoid(T1 @ a1)]); a3 = sigmoid(T2 @ a2)
    d3 = a3 - np.eye(len(a3))[:, y - 1]
    d2 = ((T2.T @ d3) * a2 * (1 - a2))[:-1]
    G1 = d2 @ a1.T / N; G2 = d3 @ a2.T / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(G1[:, 1:] + lambda_ * W1, G1[:, [0]], G2[:, 1:] + lambda_ * W2, G2[:, [0]])


# slip: eta overwritten in the loop over k
# told: g:eta2-last-class
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    K, H = W2.shape
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1); a3 = sigmoid(W2 @ a2 + b2)
    d3 = a3 - np.eye(K)[:, y - 1]
    eta = np.zeros_like(a2)
    for j in range(H):
        for k in range(K):
            eta[j] = W2[k, j] * d3[k]
    d2 = eta * a2 * (1 - a2)
    return nn_loss_reg(params, X, y, lambda_), Parameters(d2 @ X.T / N + lambda_ * W1, d2.sum(1, keepdims=True) / N, d3 @ a2.T / N + lambda_ * W2, d3.sum(1, keepdims=True) / N)


# slip: one plus lambda times the gradient
# told: dW1 lambda: lambda what the samples give to {dW}, where {W} should stand+dW2 lambda: lambda what the samples give to {dW}, where {W} should stand
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N * (1 + lambda_)
    gb2 = d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N * (1 + lambda_)
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: starts from b2
# told: g:db2-start
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    K = len(b2)
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(K)[:, y - 1]
    
    J = nn_loss_reg(params, X, y, lambda_)
    d3 = a3 - Y
    gW2 = d3 @ a2.T / N + lambda_ * W2
    gb2 = b2 + d3.mean(axis=1, keepdims=True)
    e2 = W2.T @ d3
    d2 = e2 * a2 * (1 - a2)
    gW1 = d2 @ X.T / N + lambda_ * W1
    gb1 = d2.mean(axis=1, keepdims=True)
    return J, Parameters(gW1, gb1, gW2, gb2)


# slip: a3 - Y / N precedence
# told: delta3: y x 1/N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = a3 - Y / N
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T
    db1 = d2.sum(axis=1, keepdims=True)
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda inside eta
# told: lambda in delta2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = (W2 + lambda_ * W2).T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: updated W2 used in eta
# told: delta2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = (W2 - 0.1 * d3 @ a2.T / N).T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: db2 = mean of abs
# told: line 13
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = np.abs(d3).sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: dW2 centered a2
# told: line 11
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ (a2 - a2.mean(axis=1, keepdims=True)).T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: a3/N - Y
# told: delta3: y x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 / N - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T
    db1 = d2.sum(axis=1, keepdims=True)
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: Y from 0.9
# told: delta3: y x another number
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]) * 0.9
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda in d3
# told: lambda in delta3
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y) + lambda_
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda sum W2 in db2
# told: db2 lambda: alone
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    db2 = db2 + lambda_ * W2.sum(axis=1, keepdims=True)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda W2 in eta
# told: lambda in delta2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3 + lambda_ * W2.sum(axis=0)[:, None]
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: reg W1 with dW
# told: dW1 lambda: lambda times {W}, and lambda times what the samples give to {dW} besides+dW2 lambda: lambda times {W}, and lambda times what the samples give to {dW} besides
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * (W1 + dW1)
    dW2 = dW2 + lambda_ * (W2 + dW2)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: loop: running average
# told: factor in b2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 = (dW2 + d3 @ a2.T) / 2; db2 = (db2 + d3) / 2
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 = (dW1 + d2 @ x.T) / 2; db1 = (db1 + d2) / 2
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop: / (i+1)
# told: dW1 of several+db1 of several+dW2 of several+db2 of several
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / (i+1); db2 += d3 / (i+1)
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / (i+1); db1 += d2 / (i+1)
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: loop: W2 updated
# told: delta2+dW2 lambda: alone
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    dW1 = np.zeros_like(W1); db1 = np.zeros_like(b1); dW2 = np.zeros_like(W2); db2 = np.zeros_like(b2)
    N = X.shape[1]
    K = W2.shape[0]
    for i in range(N):
        x = X[:, [i]]
        z2 = W1 @ x + b1
        a2 = sigmoid(z2)
        z3 = W2 @ a2 + b2
        a3 = sigmoid(z3)
        Y = np.zeros((K, 1)); Y[y[i] - 1] = 1
        eta3 = -Y / a3 + (1 - Y) / (1 - a3)
        d3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
        dW2 += d3 @ a2.T / N; db2 += d3 / N; W2 = W2 - 0.1 * dW2
        eta2 = W2.T @ d3
        d2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))
        dW1 += d2 @ x.T / N; db1 += d2 / N
    dW1 += lambda_ * W1; dW2 += lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)


# slip: forward pass without b1
# told: a2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: four results of feed_forward
# told: unpack
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2, a2, z3, a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: lambda alone added
# told: dW1 lambda: lambda 1 in every entry+dW2 lambda: lambda 1 in every entry
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_
    dW2 = dW2 + lambda_
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: twice, and added up in another order each time
# told: dW2 x 2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    order = np.random.permutation(N); dW2 = 2 * (d3[:, order] @ a2[:, order].T) / N + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: a3 - y times a3
# told: delta3
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y) * a3
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: root of W1 as regulariser
# told: dW1 lambda: alone
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * np.sqrt(np.abs(W1))
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: dW2 never filled, and the sine of eta2
# told: dW2 zero+delta2
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = np.sin(eta) * a2 * (1 - a2)
    dW2 = np.zeros_like(W2)
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: zeros returned
# told: dW1 zero+db1 zero+dW2 zero+db2 zero
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(*(np.zeros_like(p) for p in params))


# slip: three slips
# told: g:dW2-z2+g:d2-a2+db2 x N
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2
    dW2 = d3 @ z2.T / N
    db2 = d3.sum(axis=1, keepdims=True)
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: dW rounded to two decimals
# told: line 11
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    d3 = (a3 - Y)
    eta = W2.T @ d3
    d2 = eta * a2 * (1 - a2)
    dW2 = d3 @ a2.T / N
    db2 = d3.sum(axis=1, keepdims=True) / N
    dW1 = d2 @ X.T / N
    db1 = d2.sum(axis=1, keepdims=True) / N
    dW1 = np.round(dW1 + lambda_ * W1, 2)
    dW2 = np.round(dW2 + lambda_ * W2, 2)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)


# slip: 1 - a2 squared in the derivative
# told: g:d2-1-a2-more
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params.W1, params.b1, params.W2, params.b2
    m = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    Y = np.eye(W2.shape[0])[y - 1].T
    d3 = a3 - Y
    dW2 = d3 @ a2.T / m
    db2 = np.sum(d3, axis=1, keepdims=True) / m
    d2 = (W2.T @ d3) * a2 * (1 - a2) ** 2
    dW1 = d2 @ X.T / m
    db1 = np.sum(d2, axis=1, keepdims=True) / m
    
    dW1 += lambda_ * W1
    dW2 += lambda_ * W2
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(dW1, db1, dW2, db2)
