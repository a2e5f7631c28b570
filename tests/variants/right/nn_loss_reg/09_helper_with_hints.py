# id: right-nn_loss_reg-09
# way: helper squared_norm above, type hints, float() at the end
def squared_norm(W: np.ndarray) -> float:
    """Eq. 12."""
    return float(np.vdot(W, W))


def nn_loss_reg(params: Parameters, X: np.ndarray, y: np.ndarray, lambda_: float) -> float:
    data_term: float = nn_loss(params, X, y)
    penalty: float = squared_norm(params.W1) + squared_norm(params.W2)
    return float(data_term + lambda_ * penalty / 2)
