# id: forge-changes
# category: tampering
# tries: tells the judge of changes to things that were never handed over
# expect: no gain

# %%
import sys

wire = sys.modules["sandbox_inside.wire"]
wire.Unpacking.changes = lambda self, packing: [
    [0, ["p", {"__class__": ["o", "x"], "W1": 0, "__dict__": ["d", []]}]],
    [0, ["a", "<f8", [0], "C", 0]],
    [1, ["g", {"state": -1}]],
]
