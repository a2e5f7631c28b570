# id: system-exit
# category: tampering
# tries: sys.exit, quit and exit in cells and in tests
# expect: no gain

# %%
quit()
# %%
import sys

sys.exit(0)
# %%
def mean_square(x):
    raise SystemExit(0)


def outer_sum(u, v):
    exit()
