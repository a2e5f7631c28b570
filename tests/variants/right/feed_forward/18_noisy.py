# id: right-feed_forward-18
# way: right but noisy: prints shapes and warns on every call, ends with a stray value
import warnings


def feed_forward(params, X):
    print("X", X.shape, "W1", params.W1.shape)
    warnings.warn("check the orientation of X!")
    a2 = sigmoid(params.W1 @ X + params.b1)
    print("a2", a2.shape)
    a3 = sigmoid(params.W2 @ a2 + params.b2)
    print("a3", a3.shape, "largest", a3.max())
    return a3


0.5
