# id: right-nn_loss-07
# way: einsum over both indices
def nn_loss(params, X, y):
    A = feed_forward(params, X)
    Y = np.identity(A.shape[0])[y - 1]  # (N, K)
    total = np.einsum("ik,ki->", Y, np.log(A)) + np.einsum("ik,ki->", 1 - Y, np.log1p(-A))
    return -total / A.shape[1]
