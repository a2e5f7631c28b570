# id: N16
# kind: wrong
# mistake: entries are read row by row and written column by column
# fingerprint: value
# hint: In dW1 and dW2 all values are there, but in the wrong places, as if you went through the entries
#       row by row and stored the results column by column. Use one order for both.
# hint2: The derivative of Eq. 17 for theta_p belongs at the very place where theta_p stands. In a single
#       column nothing can get mixed up; check the order in which you go through a matrix, and in which
#       you fill one.
# hint3: Use the loss that is the entry in row 1 and column 2 of W1. Its gradient has a single 1, in row 1
#       and column 2. Where does it appear in yours?


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    blocks = []
    for name in ("W1", "b1", "W2", "b2"):
        shape = getattr(params, name).shape
        flat = np.zeros(shape[0] * shape[1])
        for p in range(flat.size):
            values = []
            for step in (epsilon, -epsilon):
                theta = params.copy()
                vector = getattr(theta, name).flatten()
                vector[p] += step
                setattr(theta, name, vector.reshape(shape))
                values.append(loss(theta))
            flat[p] = (values[0] - values[1]) / (2 * epsilon)
        blocks.append(flat.reshape(shape, order="F"))
    return Parameters(*blocks)
