# id: other-notebook
# category: malformed
# tries: another notebook under this name
# expect: reported, 0 marks
# says: none of the cells

def edit(notebook):
    cell = {"cell_type": "code", "metadata": {}, "source": "print('hello')", "outputs": [], "execution_count": None}
    notebook["cells"] = [cell]
