# id: forge-many-values
# category: tampering
# tries: answers the judge with a frame of a few megabytes that stands for a million things
# expect: no gain

# %%
import struct
import sys

wire = sys.modules["sandbox_inside.wire"]


def write_frame(channel, message, buffers):
    tree = b'{"return":["l",[' + b'["o","a"],' * 1_500_000 + b"1]]}"
    channel.sendall(struct.pack(">IQ", len(tree), 0) + tree)


def mean_square(x):
    wire.write_frame = write_frame
    return 5.0
