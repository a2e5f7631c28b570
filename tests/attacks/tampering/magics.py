# id: magics
# category: tampering
# tries: cell magics skip, capture or silence what comes later
# expect: no gain

# %%
from IPython.core.magic import register_cell_magic


@register_cell_magic
def skip(line, cell):
    return None


get_ipython().input_transformers_cleanup.insert(0, lambda lines: ["%%skip\n", *lines])
# %%
%config InteractiveShell.ast_node_interactivity = "none"
%xmode Minimal
