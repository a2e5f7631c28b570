# id: forge-changes
# category: tampering
# tries: tells the judge of changes to things that were never handed over, asked for or not
# expect: no gain

# %%
import sys

wire = sys.modules["sandbox_inside.wire"]
before = wire.write_frame
CHANGES = [
    [0, ["p", {"__class__": ["o", "x"], "W1": 0, "__dict__": ["d", []]}]],
    [0, ["a", "<f8", [0], "C", 0]],
    [1, ["g", {"state": -1}]],
]


def write_frame(channel, message, buffers):
    before(channel, {**message, "changes": CHANGES} if "return" in message else message, buffers)


wire.write_frame = write_frame
