# id: cells-are-texts
# category: malformed
# tries: the cells are texts and null
# expect: reported, 0 marks
# says: damaged

def edit(notebook):
    notebook["cells"] = ["a", None, 3, []]
