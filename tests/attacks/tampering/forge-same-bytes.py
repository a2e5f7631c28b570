# id: forge-same-bytes
# category: tampering
# tries: answers the judge with many arrays that are all made of the same bytes
# expect: no gain

# %%
import struct
import sys

wire = sys.modules["sandbox_inside.wire"]


def write_frame(channel, message, buffers):
    tree = b'{"return":["l",[' + b'["a","<f8",[5000000],"C",0],' * 200 + b"1]]}"
    channel.sendall(struct.pack(">IQ", len(tree), 40_000_000) + tree + bytes(40_000_000))


def mean_square(x):
    wire.write_frame = write_frame
    return 5.0
