# id: right-nn_loss_reg-10
# way: the answer is a lambda bound to the name
sq = lambda W: (W * W).sum()
nn_loss_reg = lambda params, X, y, lambda_: (
    nn_loss(params, X, y) + lambda_ / 2 * (sq(params.W1) + sq(params.W2))
)
