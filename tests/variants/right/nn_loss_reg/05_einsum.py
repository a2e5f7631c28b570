# id: right-nn_loss_reg-05
# way: einsum, nn_loss called by keywords
def nn_loss_reg(params, X, y, lambda_):
    squares = [np.einsum("pq,pq->", W, W) for W in (params.W1, params.W2)]
    return nn_loss(params=params, X=X, y=y) + (lambda_ / 2) * sum(squares)
