# id: L52
# kind: wrong
# mistake: the term (1 - y) log(1 - a) is missing
# fingerprint: value
# hint: Your J contains the outputs of the right classes only, as if the second term of Eq. 10 were
#       missing. The outputs with y_ik = 0 count too, through the logarithm of one minus the output.
# hint2: For each sample yours adds up one logarithm, and Eq. 10 adds up K of them. Look for the part of
#       your sum that deals with the K - 1 outputs that should be 0; Eq. 8 is about those.
# hint3: Set all parameters to zero and take one sample. With ten classes every output is 0.5 and each
#       of the ten terms in Eq. 9 is 0.69, so J is 6.9. Do you get 0.69, one term?


def nn_loss(params, X, y):
    u = feed_forward(params, X)
    N = X.shape[1]
    J = 0
    for i in range(N):
        J = J - np.log(u[y[i] - 1, i])
    return J / N
