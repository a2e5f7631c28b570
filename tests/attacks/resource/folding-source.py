# id: folding-source
# category: resource
# tries: a cell whose constants would take terabytes
# expect: no gain

def edit(notebook):
    notebook["cells"][2]["source"] += "\nx = 9**9**9 if 0 else 1\ny = 'a' * 10**5 * 10\n" + "z = " + "[" * 90 + "]" * 90
