# id: h-warnings-error
# category: honest
# tries: warnings are turned into errors
# expect: full marks

# %% top
import warnings

warnings.simplefilter("error")
# %% answer mean_square
def mean_square(x):
    np.log(np.zeros(1))
    return float(np.mean(np.asarray(x) ** 2))
