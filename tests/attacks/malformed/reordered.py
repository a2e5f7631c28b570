# id: reordered
# category: malformed
# tries: a right solution; the cells are in reverse order
# expect: full marks

def edit(notebook):
    notebook["cells"].reverse()
