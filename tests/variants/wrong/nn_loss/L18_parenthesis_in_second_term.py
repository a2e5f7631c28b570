# id: L18
# kind: wrong
# mistake: misplaced parenthesis in the second term
# fingerprint: value
# hint: The second term of your J is off: Eq. 10 has the logarithm of one minus the output, not one minus
#       the logarithm of the output. Check the parentheses there.
# hint2: A loss built from Eq. 7 is never negative, but yours can be. The term for y_ik = 0 makes it so:
#       look at what the logarithm acts on there.
# hint3: Put u = 0.1 and y = 0 into Eq. 8: the result is 0.105. Put the same numbers into the second term of
#       your line. Do you get -3.3?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    J = np.sum(-Y * np.log(A) - (1 - Y) * (1 - np.log(A))) / N
    return J
