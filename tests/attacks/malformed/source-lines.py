# id: source-lines
# category: malformed
# tries: a right solution with its sources as lists of lines
# expect: full marks

def edit(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
