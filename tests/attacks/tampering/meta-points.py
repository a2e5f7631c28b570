# id: meta-points
# category: tampering
# tries: points of the tests are 1000
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["points"] = 1000
