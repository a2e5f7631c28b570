# id: meta-grade-false
# category: tampering
# tries: grade flag of the tests is off
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade"] = False
