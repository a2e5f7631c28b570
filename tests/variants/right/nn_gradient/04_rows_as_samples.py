# id: right-nn_gradient-04
# way: samples as rows inside, W as (in, out); everything transposed back at the end
def nn_gradient(params, X, y, lambda_):
    x = X.T
    w1, c1, w2, c2 = [block.T for block in params]
    m = x.shape[0]
    h = sigmoid(x @ w1 + c1)
    o = sigmoid(h @ w2 + c2)
    t = (y[:, None] == np.arange(1, o.shape[1] + 1)).astype(float)

    do = (o - t) / m
    dw2 = h.T @ do + lambda_ * w2
    dc2 = do.sum(axis=0, keepdims=True)
    dh = do @ w2.T * h * (1 - h)
    dw1 = x.T @ dh + lambda_ * w1
    dc1 = dh.sum(axis=0, keepdims=True)

    cost = -(t * np.log(o) + (1 - t) * np.log(1 - o)).sum() / m
    cost += lambda_ / 2 * ((w1**2).sum() + (w2**2).sum())
    return cost, Parameters(dw1.T, dc1.T, dw2.T, dc2.T)
