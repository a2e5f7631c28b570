# id: h-tqdm
# category: honest
# tries: a progress bar, tqdm's own
# expect: full marks

# %% answer mean_square
from tqdm import tqdm
from tqdm.auto import trange


def mean_square(x):
    for _ in trange(3):
        pass
    return float(sum(float(value) ** 2 for value in tqdm(np.asarray(x))) / len(x))
