# id: delete-tests
# category: tampering
# tries: the test cells are deleted
# expect: no gain

def edit(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if not is_test(c)]


def is_test(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade", False)
