# id: h-figure-left-open
# category: honest
# tries: opens a figure at each call and leaves it open
# expect: full marks

# %% answer mean_square
import matplotlib.pyplot as plt


def mean_square(x):
    plt.figure()
    plt.plot(x)
    return float(np.mean(np.asarray(x) ** 2))
