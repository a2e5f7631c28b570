# id: right-gradient_step-08
# way: a subclass of Parameters with + - and *, so that the step reads as in Alg. 3; the subclass is returned
class Theta(Parameters):
    def __add__(self, other):
        return Theta(*(p + q for p, q in zip(self, other)))

    def __sub__(self, other):
        return Theta(*(p - q for p, q in zip(self, other)))

    def __rmul__(self, scalar):
        return Theta(*(scalar * p for p in self))


def gradient_step(params, velocity, gradient, alpha, beta):
    theta, v, g = Theta(*params), Theta(*velocity), Theta(*gradient)
    v = beta * v - alpha * g
    theta = theta + v
    return theta, v
