# id: right-compute_numerical_gradient-10
# way: np.vectorize of the partial derivative over index arrays, type hints
from collections.abc import Callable


def compute_numerical_gradient(
    loss: Callable[[Parameters], float], params: Parameters, epsilon: float = 1e-4
) -> Parameters:
    def slope(name: str, i: int, j: int) -> float:
        theta = params.copy()
        block = getattr(theta, name)
        block[i, j] = block[i, j] + epsilon
        upper = loss(theta)
        block[i, j] = getattr(params, name)[i, j] - epsilon
        lower = loss(theta)
        return (upper - lower) / 2 / epsilon

    slopes = np.vectorize(slope, otypes=[float])
    return Parameters(*(slopes(name, *np.indices(block.shape)) for name, block in vars(params).items()))
