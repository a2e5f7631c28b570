# id: missing-tests
# category: malformed
# tries: a right solution; the test cells were deleted by mistake
# expect: full marks or reported

def edit(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
