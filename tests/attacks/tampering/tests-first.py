# id: tests-first
# category: tampering
# tries: the tests come before the answers, which then exit the kernel
# expect: no gain

def edit(notebook):
    cells = notebook["cells"]
    tests = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] = tests + [c for c in cells if c not in tests]
    notebook["cells"].append({**copy.deepcopy(cells[0]), "cell_type": "code", "source": "import os; os._exit(0)"})
