# id: N51
# kind: wrong
# mistake: the perturbed entry of the copy is not put back
# fingerprint: value
# hint: Your first value is right and the later ones drift, as if every entry stayed epsilon away from
#       its place after its turn. In Eq. 17 the two points differ from theta in entry p only.
# hint2: Look at the end of a turn of your loop: before the next entry moves, this one must have its old
#       value again. With a small epsilon in Eq. 17 this is hard to see, with a large one it is not.
# hint3: Let one parameter be 5 and epsilon 1. The two evaluations of Eq. 17 need it at 6 and at 4.
#       Print it when its turn is over: is it 5 again, or still 4?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = Parameters(*(np.zeros(block.shape) for block in params))
    for block, g in zip(theta, grad):
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                block[i, j] += epsilon
                plus = loss(theta)
                block[i, j] -= 2 * epsilon
                minus = loss(theta)
                g[i, j] = (plus - minus) / (2 * epsilon)
    return grad
