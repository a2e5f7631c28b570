# id: no-cells
# category: malformed
# tries: a notebook without cells
# expect: reported, 0 marks
# says: none of the cells

def edit(notebook):
    notebook["cells"] = []
