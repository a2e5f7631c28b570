# id: trickle
# category: resource
# tries: sends the judge its answer byte by byte
# expect: no gain
# timeout: 1

# %%
import sys
import time

wire = sys.modules["sandbox_inside.wire"]


def slowly(channel, message, buffers):
    raw = channel.channel
    raw.settimeout(None)
    raw.sendall(b"\x00\x00\x40\x00" + b"\x00" * 8)
    while True:
        raw.sendall(b" ")
        time.sleep(0.05)


def mean_square(x):
    wire.write_frame = slowly
    return 5.0
