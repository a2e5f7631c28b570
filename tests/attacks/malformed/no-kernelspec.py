# id: no-kernelspec
# category: malformed
# tries: a right solution without notebook metadata
# expect: full marks

def edit(notebook):
    notebook["metadata"] = {}
