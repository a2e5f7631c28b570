# id: right-stochastic_gradient_descent-05
# way: velocity as a dictionary that starts empty; rng.choice with replacement
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    names = ["W1", "b1", "W2", "b2"]
    velocity = {}
    theta = params.copy()
    history = {"loss": []}
    for it in range(1, options.max_iter + 1):
        idx = rng.choice(len(y), options.batch_size)
        J, grad = loss_and_gradient(theta, X[:, idx], y[idx])
        history["loss"].append(float(J))
        for name in names:
            old = velocity.get(name, 0.0)
            velocity[name] = options.momentum * old - options.learning_rate * getattr(grad, name)
        theta = Parameters(**{name: getattr(theta, name) + velocity[name] for name in names})
    return theta, history["loss"]
