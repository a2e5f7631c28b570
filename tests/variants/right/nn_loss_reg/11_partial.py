# id: right-nn_loss_reg-11
# way: a general penalised loss and functools.partial; the answer is a partial object, not a function
from functools import partial


def penalised(params, X, y, lambda_, power, names):
    penalty = sum(np.sum(np.abs(getattr(params, name)) ** power) for name in names)
    return nn_loss(params, X, y) + lambda_ / power * penalty


nn_loss_reg = partial(penalised, power=2, names=("W1", "W2"))
