# id: right-stochastic_gradient_descent-08
# way: a class with the state of the optimiser, type hints, losses as a tuple
class SGD:
    def __init__(self, loss_and_gradient, options: TrainingOptions, rng: np.random.Generator):
        self.f = loss_and_gradient
        self.options = options
        self.rng = rng
        self.losses: list[float] = []

    def draw(self, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        i = self.rng.choice(np.arange(y.size), size=self.options.batch_size, replace=False, shuffle=False)
        return X[:, i], y[i]

    def update(self, X: np.ndarray, y: np.ndarray) -> None:
        J, g = self.f(self.params, *self.draw(X, y))
        self.params, self.v = gradient_step(
            self.params, self.v, g, self.options.learning_rate, self.options.momentum
        )
        self.losses.append(J)

    def fit(self, X: np.ndarray, y: np.ndarray, params: Parameters) -> Parameters:
        self.params = params
        self.v = Parameters(*(np.zeros(p.shape) for p in params))
        for _ in range(self.options.max_iter):
            self.update(X, y)
        return self.params


def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    optimiser = SGD(loss_and_gradient, options, rng)
    return optimiser.fit(X, y, params), tuple(optimiser.losses)
