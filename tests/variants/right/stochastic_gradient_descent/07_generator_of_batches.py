# id: right-stochastic_gradient_descent-07
# way: an endless generator of batches and itertools.islice; the leftover of an epoch begins the next one
from itertools import islice


def batches(X, y, B, rng):
    waiting = []
    while True:
        while len(waiting) < B:
            waiting.extend(rng.permutation(X.shape[1]).tolist())
        chosen = [waiting.pop() for _ in range(B)]
        yield X[:, chosen], y[chosen]


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    v = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    for X_batch, y_batch in islice(batches(X, y, options.batch_size, rng), options.max_iter):
        J, g = loss_and_gradient(params, X_batch, y_batch)
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses
