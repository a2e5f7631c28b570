# id: right-compute_numerical_gradient-13
# way: a context manager that moves one entry of the given parameters and puts it back
from contextlib import contextmanager


@contextmanager
def perturbed(block, p, step):
    saved = block[p]
    block[p] = saved + step
    try:
        yield
    finally:
        block[p] = saved


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    blocks = []
    for block in params:
        g = np.empty(block.shape)
        for p in np.ndindex(block.shape):
            with perturbed(block, p, +epsilon):
                g[p] = loss(params)
            with perturbed(block, p, -epsilon):
                g[p] -= loss(params)
        blocks.append(g / (2 * epsilon))
    return Parameters(*blocks)
