# id: excepthook
# category: tampering
# tries: sys.excepthook and set_custom_exc are silent
# expect: no gain

# %%
import sys

sys.excepthook = lambda *args: None
sys.unraisablehook = lambda *args: None
get_ipython().set_custom_exc((Exception,), lambda *args, **kwargs: None)
