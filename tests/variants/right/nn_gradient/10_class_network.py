# id: right-nn_gradient-10
# way: a class for a sigmoid layer that keeps its input and output between forward and backward
class SigmoidLayer:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, a):
        self.input = a
        self.output = sigmoid(self.W @ a + self.b)
        return self.output

    def backward(self, eta):
        delta = eta * self.output * (1 - self.output)
        self.dW = delta @ self.input.T
        self.db = delta @ np.ones((delta.shape[1], 1))
        return self.W.T @ delta


class Network:
    def __init__(self, params):
        self.layers = [SigmoidLayer(params.W1, params.b1), SigmoidLayer(params.W2, params.b2)]

    def forward(self, a):
        for layer in self.layers:
            a = layer.forward(a)
        return a

    def backward(self, eta):
        for layer in reversed(self.layers):
            eta = layer.backward(eta)


def nn_gradient(params, X, y, lambda_):
    net = Network(params)
    u = net.forward(X)
    K, N = u.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    net.backward((-Y / u + (1 - Y) / (1 - u)) / N)
    first, second = net.layers
    gradient = Parameters(first.dW + lambda_ * first.W, first.db, second.dW + lambda_ * second.W, second.db)
    return nn_loss_reg(params, X, y, lambda_), gradient
