# id: shadow-helper
# category: tampering
# tries: the submission ships a helper package of its own
# expect: no gain

# %% file ex3/__init__.py
def carry_over(name):
    return lambda *args: 0


class Parameters:
    def __init__(self, *blocks):
        pass

    def __iter__(self):
        return iter([])
# %% file ex3/carry_over.py
def reference(name):
    return lambda *args: 0
