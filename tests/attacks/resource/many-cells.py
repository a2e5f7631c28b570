# id: many-cells
# category: resource
# tries: a thousand cells
# expect: no gain

def edit(notebook):
    added = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    notebook["cells"] += [copy.deepcopy(added) for _ in range(1000)]
