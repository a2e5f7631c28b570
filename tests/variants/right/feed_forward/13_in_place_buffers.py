# id: right-feed_forward-13
# way: new arrays changed in place (+=, out=), the sigmoid written out with ufuncs
def _phi_in_place(z):
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)
    return z


def feed_forward(params, X):
    a2 = np.matmul(params.W1, X)
    a2 += params.b1
    _phi_in_place(a2)
    a3 = np.matmul(params.W2, a2)
    a3 += params.b2
    _phi_in_place(a3)
    return a3
