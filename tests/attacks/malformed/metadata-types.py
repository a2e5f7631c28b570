# id: metadata-types
# category: malformed
# tries: nbgrader metadata is a text, in a right solution
# expect: full marks
# says: Cells had lost their names

def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"] = "yes"
