# id: L15
# kind: wrong
# mistake: factor 1/(2N)
# fingerprint: value
# hint: Your J is exactly half of the right value. The factor in front of the sums in Eq. 10 is 1/N, without
#       a 2.
# hint2: A factor 1/2 stands in front of squared errors in linear regression, and in front of the norms
#       in Eq. 11. The loss of Eq. 10 has none.
# hint3: Take one sample and a network whose parameters are all zero: each of the K outputs is 0.5, each
#       term of Eq. 9 is log 2, so J is K log 2. Does yours give half of it?


def nn_loss(params, X, y):
    N = len(y)
    h = feed_forward(params, X)
    Y = np.zeros(h.shape)
    Y[y - 1, np.arange(N)] = 1
    J = 1 / (2 * N) * np.sum(-Y * np.log(h) - (1 - Y) * np.log(1 - h))
    return J
