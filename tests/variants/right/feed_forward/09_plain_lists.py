# id: right-feed_forward-09
# way: Python lists, sum and math.exp inside; an array only at the end (some seconds for all 5000 samples)
import math
from operator import mul


def phi(u):
    return 1.0 / (1.0 + math.exp(-u))


def layer(W, b, a):
    return [phi(sum(map(mul, row, a)) + bias[0]) for row, bias in zip(W, b)]


def feed_forward(params, X):
    W1, b1, W2, b2 = (block.tolist() for block in params)
    columns = X.T.tolist()
    outputs = []
    for x in columns:
        outputs.append(layer(W2, b2, layer(W1, b1, x)))
    return np.array(outputs).T
