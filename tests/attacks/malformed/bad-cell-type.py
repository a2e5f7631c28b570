# id: bad-cell-type
# category: malformed
# tries: cells of unknown type
# expect: reported, 0 marks
# says: damaged

def edit(notebook):
    for cell in notebook["cells"]:
        cell["cell_type"] = "quiz"
