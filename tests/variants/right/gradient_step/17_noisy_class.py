# id: right-gradient_step-17
# way: right but noisy: an optimiser class that prints the size of each step and warns; np.linalg.norm of the velocity
import warnings


class Momentum:
    def __init__(self, alpha, beta):
        self.alpha, self.beta = alpha, beta
        if beta > 0.5:
            warnings.warn("momentum is large", UserWarning)

    def step(self, params, velocity, gradient):
        velocity = [self.beta * v - self.alpha * g for v, g in zip(velocity, gradient)]
        print("step of length", np.sqrt(sum(np.linalg.norm(v) ** 2 for v in velocity)))
        return [p + v for p, v in zip(params, velocity)], velocity


def gradient_step(params, velocity, gradient, alpha, beta):
    theta, v = Momentum(alpha, beta).step(params, velocity, gradient)
    return Parameters(*theta), Parameters(*v)
