# id: dup-tests-after
# category: tampering
# tries: each test cell again, at the end, saying `pass`
# expect: no gain

def edit(notebook):
    tests = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] += [{**copy.deepcopy(c), "source": "pass"} for c in tests]
