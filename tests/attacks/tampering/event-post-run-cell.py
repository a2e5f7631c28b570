# id: event-post-run-cell
# category: tampering
# tries: a post_run_cell hook clears the error of the result
# expect: no gain

# %%
def clear(result):
    result.error_in_exec = result.error_before_exec = None


get_ipython().events.register("post_run_cell", clear)
