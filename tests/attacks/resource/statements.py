# id: statements
# category: resource
# tries: a cell of 500,000 statements, whose syntax tree would take a gigabyte
# expect: no gain
# alone: yes
# timeout: 4


def edit(notebook):
    cell = {"cell_type": "code", "metadata": {}, "source": "a;" * 500_000, "outputs": [], "execution_count": None}
    notebook["cells"].append({**cell, "id": "statements"})
