# id: forge-deep-frames
# category: tampering
# tries: answers the judge with JSON nested 200,000 deep
# expect: no gain

# %%
import struct
import sys

wire = sys.modules["sandbox_inside.wire"]


def nested(channel, message, buffers):
    tree = b'{"return": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    channel.sendall(struct.pack(">IQ", len(tree), 0) + tree)


def mean_square(x):
    wire.write_frame = nested
    return 5.0
