# id: right-gradient_step-11
# way: np.multiply, np.subtract and np.add with out=, type hints
def step_block(
    p: np.ndarray, v: np.ndarray, g: np.ndarray, alpha: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    new_v = np.multiply(v, beta)
    np.subtract(new_v, np.multiply(g, alpha), out=new_v)
    return np.add(p, new_v), new_v


def gradient_step(
    params: Parameters, velocity: Parameters, gradient: Parameters, alpha: float, beta: float
) -> tuple[Parameters, Parameters]:
    W1, vW1 = step_block(params.W1, velocity.W1, gradient.W1, alpha, beta)
    b1, vb1 = step_block(params.b1, velocity.b1, gradient.b1, alpha, beta)
    W2, vW2 = step_block(params.W2, velocity.W2, gradient.W2, alpha, beta)
    b2, vb2 = step_block(params.b2, velocity.b2, gradient.b2, alpha, beta)
    return Parameters(W1, b1, W2, b2), Parameters(vW1, vb1, vW2, vb2)
