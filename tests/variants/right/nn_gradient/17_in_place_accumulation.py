# id: right-nn_gradient-17
# way: regulariser first, then chunks of samples added in place by np.add and tensordot, type hints
def nn_gradient(
    params: Parameters, X: np.ndarray, y: np.ndarray, lambda_: float, chunk: int = 128
) -> tuple[float, Parameters]:
    N = X.shape[1]
    total = params.copy()
    total.W1 *= lambda_
    total.W2 *= lambda_
    total.b1[...] = 0
    total.b2.fill(0)
    for start in range(0, N, chunk):
        part = slice(start, min(start + chunk, N))
        A1 = X[:, part]
        A2 = sigmoid(params.W1 @ A1 + params.b1)
        D3 = feed_forward(params, A1) - np.eye(params.W2.shape[0])[:, y[part] - 1]
        D2 = np.tensordot(params.W2, D3, axes=(0, 0)) * (A2 * (1 - A2))
        np.add(total.W1, np.tensordot(D2, A1, axes=(1, 1)) / N, out=total.W1)
        np.add(total.W2, np.tensordot(D3, A2, axes=(1, 1)) / N, out=total.W2)
        total.b1 += D2.sum(axis=1, keepdims=True) / N
        total.b2 += D3.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), total
