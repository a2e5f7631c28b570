# id: L19
# kind: wrong
# mistake: the accumulator is overwritten in the loop over the samples
# fingerprint: value
# hint: Your J is the loss of the last sample alone, divided by N. Eq. 10 adds up all samples i from 1 to
#       N. If you go through them in a loop, look at what becomes of J from one turn to the next.
# hint2: It looks as if each turn of a loop replaced the value of J rather than added to it. Eq. 10 is a
#       sum: what the samples before have brought in must be kept.
# hint3: Use two samples and print J at the end of each turn of the loop. The second value should be the
#       loss of sample one plus the loss of sample two. Then exchange the two samples: the result must not
#       change.


def nn_loss(params, X, y):
    N = X.shape[1]
    a3 = feed_forward(params, X)
    for i in range(N):
        u = a3[:, i]
        t = np.zeros(len(u))
        t[y[i] - 1] = 1
        J = np.sum(-t * np.log(u) - (1 - t) * np.log(1 - u))
    return J / N
