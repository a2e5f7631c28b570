# id: right-feed_forward-10
# way: a class for a layer with __call__, the network is a list of two of them
class Layer:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def __call__(self, a):
        self.z = self.W @ a + self.b
        return sigmoid(self.z)


def feed_forward(params, X):
    network = [Layer(params.W1, params.b1), Layer(params.W2, params.b2)]
    a = X
    for layer in network:
        a = layer(a)
    return a
