# id: shadow-numpy
# category: tampering
# tries: the submission ships a numpy.py and other modules of the library
# expect: no gain

# %% file numpy.py
def __getattr__(name):
    return lambda *args, **kwargs: True
# %% file json.py
loads = dumps = lambda *args: {}
# %% file scipy/__init__.py
raise SystemExit
# %% file random.py
raise SystemExit
# %%
import numpy
