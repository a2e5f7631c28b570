# id: too-many-cells
# category: malformed
# tries: a notebook of 5,000 cells
# expect: reported, 0 marks
# says: cells

def edit(notebook):
    cell = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    notebook["cells"] += [copy.deepcopy(cell) for _ in range(5000)]
