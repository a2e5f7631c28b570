# id: cells-not-a-list
# category: malformed
# tries: the cells are not a list
# expect: reported, 0 marks
# says: cells

def edit(notebook):
    notebook["cells"] = {"0": notebook["cells"][0]}
