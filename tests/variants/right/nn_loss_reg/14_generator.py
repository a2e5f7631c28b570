# id: right-nn_loss_reg-14
# way: generator expression over plain lists, lambda multiplied in before the sum
def nn_loss_reg(params, X, y, lambda_):
    rows = params.W1.tolist() + params.W2.tolist()
    return nn_loss(params, X, y) + sum(lambda_ / 2 * w * w for row in rows for w in row)
