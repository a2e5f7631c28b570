# id: meta-unlocked
# category: tampering
# tries: locked flag of the tests is off, and they say `pass`
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("grade"):
            flags["locked"] = False
            cell["source"] = "pass"
