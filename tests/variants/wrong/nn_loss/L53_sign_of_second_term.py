# id: L53
# kind: wrong
# mistake: the second term has the wrong sign
# fingerprint: value
# hint: The second term of your J comes in with the opposite sign. In Eq. 10 both terms have a minus:
#       the one with y_ik and the one with 1 - y_ik.
# hint2: The first term is right. Look at the sign in front of the logarithm of one minus the output. If
#       you put a minus in front of a bracket, remember that it acts on everything in it.
# hint3: Set all parameters to zero and take one sample with ten classes. Every logarithm is -0.69, and
#       all ten terms of Eq. 9 are +0.69, so J is 6.9. Do you get -5.5, one term of +0.69 and nine of
#       -0.69?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = -np.sum(Y * np.log(A) - (1 - Y) * np.log(1 - A)) / N
    return J
