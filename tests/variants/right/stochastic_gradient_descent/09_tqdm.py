# id: right-stochastic_gradient_descent-09
# way: right but noisy: tqdm.trange with the loss as postfix, prints now and then
from tqdm import trange


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*[np.zeros(p.shape) for p in params])
    losses = []
    bar = trange(options.max_iter, desc="SGD")
    for t in bar:
        idx = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, grad = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, grad, options.learning_rate, options.momentum)
        losses.append(J)
        bar.set_postfix(J=f"{J:.3f}")
        if t % 20 == 0:
            print(f"iteration {t}: {J}")
    return params, losses
