# id: event-quiet
# category: tampering
# tries: a post_run_cell hook clears the error, and showtraceback is silent
# expect: no gain

# %%
def clear(result):
    result.error_in_exec = result.error_before_exec = None


get_ipython().events.register("post_run_cell", clear)
get_ipython().showtraceback = get_ipython()._showtraceback = lambda *args, **kwargs: None
