# id: meta-none
# category: tampering
# tries: tests have no nbgrader metadata
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"] = {}
            cell["source"] = "pass"
