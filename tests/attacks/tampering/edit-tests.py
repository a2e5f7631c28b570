# id: edit-tests
# category: tampering
# tries: the locked test cells say `pass`
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "pass"
