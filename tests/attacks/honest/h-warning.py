# id: h-warning
# category: honest
# tries: a warning is raised when called
# expect: full marks

# %% answer mean_square
import warnings


def mean_square(x):
    warnings.warn("divide by zero encountered in log", RuntimeWarning)
    np.log(np.zeros(1))
    return float(np.mean(np.asarray(x) ** 2))
