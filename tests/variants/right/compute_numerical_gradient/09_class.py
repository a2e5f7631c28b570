# id: right-compute_numerical_gradient-09
# way: a class that counts its evaluations, itertools.product for the indices
from itertools import product


class CentralDifference:
    def __init__(self, loss, epsilon):
        self.loss = loss
        self.epsilon = epsilon
        self.evaluations = 0

    def evaluate(self, theta):
        self.evaluations += 1
        return self.loss(theta)

    def entry(self, theta, block, i, j):
        center = block[i, j]
        values = []
        for side in (center - self.epsilon, center + self.epsilon):
            block[i, j] = side
            values.append(self.evaluate(theta))
        block[i, j] = center
        return (values[1] - values[0]) / (2 * self.epsilon)

    def __call__(self, params):
        theta = params.copy()
        gradient = Parameters(*(np.empty(block.shape) for block in theta))
        for block, g in zip(theta, gradient):
            for i, j in product(range(block.shape[0]), range(block.shape[1])):
                g[i, j] = self.entry(theta, block, i, j)
        return gradient


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    return CentralDifference(loss, epsilon)(params)
