# id: h-warnings
# category: honest
# tries: warnings in a scratch cell
# expect: full marks

# %%
import warnings

warnings.warn("careful")
np.array([1.0]) / 0
"\d"
