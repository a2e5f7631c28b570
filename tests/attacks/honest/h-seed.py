# id: h-seed
# category: honest
# tries: changes np.random.seed
# expect: full marks

# %%
import random

np.random.seed(1)
random.seed(1)
np.random.default_rng(3)
