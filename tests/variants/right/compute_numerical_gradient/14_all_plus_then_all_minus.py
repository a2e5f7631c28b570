# id: right-compute_numerical_gradient-14
# way: two passes, all losses on the plus side and then all on the minus side; arrays subtracted at the end
def losses_at(loss, params, step):
    result = []
    for k in range(4):
        blocks = [block.copy() for block in params]
        J = np.zeros(blocks[k].shape)
        for row in range(J.shape[0]):
            for column in range(J.shape[1]):
                blocks[k][row][column] += step
                J[row][column] = loss(Parameters(*blocks))
                blocks[k] = list(params)[k].copy()
        result.append(J)
    return result


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    plus = losses_at(loss, params, epsilon)
    minus = losses_at(loss, params, -epsilon)
    return Parameters(*((p - m) / (2 * epsilon) for p, m in zip(plus, minus)))
