# id: right-nn_loss_reg-12
# way: a class with __call__; the answer is an instance
class RegularisedLoss:
    def penalty(self, *weights):
        return 0.5 * sum(np.inner(W.ravel(), W.ravel()) for W in weights)

    def __call__(self, params, X, y, lambda_):
        return nn_loss(params, X, y) + lambda_ * self.penalty(params.W1, params.W2)


nn_loss_reg = RegularisedLoss()
