# id: large-source
# category: resource
# tries: a cell of five million characters
# expect: no gain

def edit(notebook):
    notebook["cells"][2]["source"] += "\nx = '" + "y" * 5_000_000 + "'\n"
