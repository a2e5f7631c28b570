# id: wrong-types
# category: malformed
# tries: cell sources are numbers
# expect: reported, 0 marks
# says: damaged

def edit(notebook):
    for cell in notebook["cells"]:
        cell["source"] = 5
