# id: meta-solution
# category: tampering
# tries: tests are flagged as solution cells, and say `pass`
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("grade"):
            flags.update(solution=True, grade=False, locked=False)
            cell["source"] = "pass"
