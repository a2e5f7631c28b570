# id: right-feed_forward-11
# way: functools.reduce over the pairs (W, b)
from functools import reduce


def feed_forward(params, X):
    layers = [(params.W1, params.b1), (params.W2, params.b2)]
    return reduce(lambda a, Wb: sigmoid(Wb[0] @ a + Wb[1]), layers, X)
