# id: h-exit
# category: honest
# tries: a forgotten exit() and sys.exit() in scratch cells
# expect: full marks

# %%
exit()
# %%
import sys

sys.exit(0)
