# id: right-nn_loss_reg-16
# way: right but noisy: prints both terms, warns and writes to standard error
import sys
import warnings


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    R = lambda_ / 2 * (np.square(params.W1).sum() + np.square(params.W2).sum())
    print(f"{J = } {R = }")
    print("total", J + R, file=sys.stderr)
    warnings.warn("lambda is small", RuntimeWarning)
    return J + R
