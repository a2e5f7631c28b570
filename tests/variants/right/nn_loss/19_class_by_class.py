# id: right-nn_loss-19
# way: class by class with boolean masks, total kept in an object with __call__
class MultiClassLoss:
    def __init__(self, forward):
        self.forward = forward

    def __call__(self, params, X, y):
        f = self.forward(params, X)
        total = 0.0
        for k, f_k in enumerate(f, start=1):
            total -= np.log(f_k[y == k]).sum()
            total -= np.log(1 - f_k[y != k]).sum()
        return total / X.shape[1]


def nn_loss(params, X, y):
    return MultiClassLoss(feed_forward)(params, X, y)
