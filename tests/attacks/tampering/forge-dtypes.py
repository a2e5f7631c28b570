# id: forge-dtypes
# category: tampering
# tries: answers the judge with times in units of a zeroth of a second, by which NumPy divides
# expect: no gain

# %%
import sys

crossing = sys.modules["sandbox_inside.objects.crossing"]


def mean_square(x):
    crossing.RichPacking.node = lambda self, value, depth=0: ["y", "<M8[s/0]"]
    return 5.0
