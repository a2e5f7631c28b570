# id: late-events
# category: tampering
# tries: the error is cleared by a hook registered only when a test first calls a function
# expect: no gain

# %%
def clear(result):
    result.error_in_exec = result.error_before_exec = None


def late(function):
    def wrapped(*args):
        get_ipython().events.register("post_run_cell", clear)
        get_ipython().showtraceback = lambda *a, **k: None
        return function(*args)

    return wrapped


for name in NAMES:
    globals()[name] = late(globals()[name])
