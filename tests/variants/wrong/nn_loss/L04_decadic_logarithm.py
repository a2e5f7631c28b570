# id: L04
# kind: wrong
# mistake: decadic logarithm
# fingerprint: value
# hint: Your J is the right one divided by 2.3026, which is the natural logarithm of 10. Eq. 10 means the
#       natural logarithm; check which one you call.
# hint2: Every term of Eq. 10 is too small by the same factor, so sums and averages are right. A logarithm
#       to the base 10 differs from the natural one by exactly such a factor.
# hint3: Let your logarithm act on 2.718281828. The natural logarithm in Eq. 7 to 10 gives 1 there. What
#       does yours give?


def nn_loss(params, X, y):
    u = feed_forward(params, X)
    K, N = u.shape
    Y = np.zeros((K, N))
    Y[y - 1, range(N)] = 1
    J = np.sum(-Y * np.log10(u) - (1 - Y) * np.log10(1 - u)) / N
    return J
