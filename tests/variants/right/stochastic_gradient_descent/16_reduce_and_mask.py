# id: right-stochastic_gradient_descent-16
# way: functools.reduce over the iterations with a closure, a boolean mask as the subset
from functools import reduce


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    def one_iteration(state, t):
        theta, velocity, losses = state
        mask = np.zeros(X.shape[1], dtype=bool)
        mask[rng.choice(X.shape[1], options.batch_size, replace=False)] = True
        J, gradient = loss_and_gradient(theta, X[:, mask], y[mask])
        theta, velocity = gradient_step(theta, velocity, gradient, options.learning_rate, options.momentum)
        return theta, velocity, [*losses, J]

    zeros = Parameters(*(block * 0.0 for block in params))
    theta, _, losses = reduce(one_iteration, range(options.max_iter), (params, zeros, []))
    return theta, losses
