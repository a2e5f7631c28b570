# id: long-repr
# category: resource
# tries: values whose repr never ends, or fails
# expect: no gain

# %%
class Odd:
    def __repr__(self):
        return "x" * 50_000_000


Odd()
# %%
class Odder:
    def _repr_html_(self):
        raise SystemExit

    def _ipython_display_(self):
        raise KeyboardInterrupt

    def __repr__(self):
        return 5


Odder()
