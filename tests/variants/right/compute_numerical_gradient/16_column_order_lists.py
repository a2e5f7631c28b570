# id: right-compute_numerical_gradient-16
# way: plain Python list theta in column order on the way in and out, np.fromiter over a generator
def to_list(params):
    return [number for block in params for number in block.flatten(order="F").tolist()]


def to_params(numbers, like):
    numbers = iter(numbers)
    return Parameters(
        *(
            np.fromiter((next(numbers) for _ in range(block.size)), float).reshape(block.shape, order="F")
            for block in like
        )
    )


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = to_list(params)

    def derivatives():
        for p, centre in enumerate(theta):
            J = [
                loss(to_params(theta[:p] + [centre + sign * epsilon] + theta[p + 1 :], params))
                for sign in (-1, 1)
            ]
            yield (J[1] - J[0]) / (2 * epsilon)

    return to_params(derivatives(), params)
