# id: run-cell
# category: tampering
# tries: run_cell and run_cell_async run nothing and say success
# expect: no gain

# %%
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

fine = ExecutionResult(None)
fine.result = None
get_ipython().run_cell = lambda *args, **kwargs: fine
InteractiveShell.run_cell = lambda self, *args, **kwargs: fine


async def nothing(self, *args, **kwargs):
    return fine


InteractiveShell.run_cell_async = nothing
