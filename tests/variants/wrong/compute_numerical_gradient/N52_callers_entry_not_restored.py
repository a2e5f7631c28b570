# id: N52
# kind: side effect
# mistake: the parameters of the caller are perturbed and not put back
# fingerprint: value
# hint: The parameters that were handed in hold other numbers after the call, and your values drift from
#       entry to entry, as if every entry stayed epsilon away from its place. Eq. 17 moves one entry at
#       a time.
# hint2: Look at the end of a turn of your loop: the entry that moved must have its old value again,
#       both for the next entry of Eq. 17 and for whoever called your function.
# hint3: Let one parameter be 5 and epsilon 1, and print this parameter before and after the call of
#       your function. It must be 5 both times. Do you find 4 afterwards?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for name in ("W1", "b1", "W2", "b2"):
        block = getattr(params, name)
        for p in np.ndindex(block.shape):
            block[p] += epsilon
            loss_plus = loss(params)
            block[p] -= 2 * epsilon
            loss_minus = loss(params)
            getattr(grad, name)[p] = (loss_plus - loss_minus) / (2 * epsilon)
    return grad
