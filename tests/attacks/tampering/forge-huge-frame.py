# id: forge-huge-frame
# category: tampering
# tries: announces a message of many terabytes to the judge
# expect: no gain

# %%
import os
import stat


def mean_square(x):
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, b"\xff\xff\xff\xff" + b"\x7f" * 8)
        except OSError:
            pass
    return 5.0
