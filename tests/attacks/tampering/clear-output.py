# id: clear-output
# category: tampering
# tries: each cell clears its output after it ran
# expect: no gain

# %%
from IPython.display import clear_output

get_ipython().events.register("post_run_cell", lambda result: clear_output())
