# id: right-nn_gradient-09
# way: helper functions forward (with a cache), cost and backward above, expit of scipy
from scipy.special import expit


def forward(params, X):
    cache = {"A1": X}
    cache["A2"] = expit(np.dot(params.W1, X) + params.b1)
    cache["A3"] = expit(np.dot(params.W2, cache["A2"]) + params.b2)
    return cache


def cost(params, cache, Y, lambda_):
    A3 = cache["A3"]
    logprobs = np.multiply(Y, np.log(A3)) + np.multiply(1 - Y, np.log(1 - A3))
    penalty = np.sum(np.square(params.W1)) + np.sum(np.square(params.W2))
    return np.squeeze(-np.sum(logprobs) / Y.shape[1] + lambda_ * penalty / 2)


def backward(params, cache, Y, lambda_):
    m = Y.shape[1]
    dZ3 = cache["A3"] - Y
    dW2 = np.dot(dZ3, cache["A2"].T) / m + lambda_ * params.W2
    db2 = np.sum(dZ3, axis=1, keepdims=True) / m
    dZ2 = np.dot(params.W2.T, dZ3) * cache["A2"] * (1 - cache["A2"])
    dW1 = np.dot(dZ2, cache["A1"].T) / m + lambda_ * params.W1
    db1 = np.sum(dZ2, axis=1, keepdims=True) / m
    return Parameters(W1=dW1, b1=db1, W2=dW2, b2=db2)


def nn_gradient(params, X, y, lambda_):
    K = params.W2.shape[0]
    Y = np.array([[1.0 if label == k else 0.0 for label in y] for k in range(1, K + 1)])
    cache = forward(params, X)
    return cost(params, cache, Y, lambda_), backward(params, cache, Y, lambda_)
