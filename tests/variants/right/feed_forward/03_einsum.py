# id: right-feed_forward-03
# way: einsum with named indices, biases by broadcasting b[:, 0][:, None]
def feed_forward(params, X):
    z2 = np.einsum("jp,pi->ji", params.W1, X) + params.b1[:, 0][:, None]
    a2 = sigmoid(z2)
    z3 = np.einsum("kj,ji->ki", params.W2, a2) + params.b2[:, 0][:, None]
    return sigmoid(z3)
