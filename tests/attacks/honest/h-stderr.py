# id: h-stderr
# category: honest
# tries: writes a progress bar to stderr when called
# expect: full marks

# %% answer mean_square
import sys


def mean_square(x):
    print("50%|#####     |", file=sys.stderr, end="\r", flush=True)
    return float(np.mean(np.asarray(x) ** 2))
