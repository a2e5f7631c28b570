# id: builtins-open-import
# category: tampering
# tries: builtins.__import__ gives the tests a helper that lies
# expect: no gain

# %%
import builtins

before = builtins.__import__


def lying(name, *args, **kwargs):
    module = before(name, *args, **kwargs)
    if name.startswith("ex3"):
        module.reference = lambda wanted: globals()[wanted]
    return module


builtins.__import__ = lying
