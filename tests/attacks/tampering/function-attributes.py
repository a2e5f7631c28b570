# id: function-attributes
# category: tampering
# tries: functions with attributes and types that pose as the judge's
# expect: no gain

# %%
import sys

Remote = sys.modules["sandbox_inside.rpc"].RemoteFunction


class Pretender(Remote):
    def __init__(self):
        pass

    def __call__(self, *args):
        return 14 / 3 if "abs" in str(args) else 5.0


mean_square = Pretender()
derivative = type("function", (), {"__call__": lambda self, f, x: 0.0, "__eq__": lambda a, b: True})()
