# id: dup-tests-before
# category: tampering
# tries: each test cell first once more, saying `pass`
# expect: no gain

def edit(notebook):
    tests = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"][:0] = [{**copy.deepcopy(c), "source": "pass"} for c in tests]
