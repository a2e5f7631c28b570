# id: h-star
# category: honest
# tries: from numpy import *
# expect: full marks

# %%
from numpy import *
