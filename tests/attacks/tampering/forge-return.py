# id: forge-return
# category: tampering
# tries: answers calls of the judge by hand, with values of every kind
# expect: no gain

# %%
import sys

Packing = sys.modules["sandbox_inside.packing"].Packing
before = Packing.node
FORGED = [
    ["o", "float"],
    ["=", 0],
    ["=", -1],
    ["=", 10**6],
    ["n", "<f8", 1e308],
    ["f", 1],
    ["r", "Parameters", {}],
    ["a", "<f8", [2, 3], "C", 0],
    ["a", "|O", [2, 3], "C", 0],
    ["a", "<f8", [-1], "C", 0],
    ["a", "<f8", [2**62, 2**62], "C", 0],
    ["x"],
    [],
    {},
]
count = [0]


def forging(self, value, depth=0):
    if depth == 0 and not isinstance(value, tuple):
        count[0] += 1
        return FORGED[count[0] % len(FORGED)]
    return before(self, value, depth)


Packing.node = forging
