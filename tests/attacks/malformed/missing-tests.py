# id: missing-tests
# category: malformed
# tries: a right solution; the test cells were deleted by mistake
# expect: full marks
# says: Deleted cells were restored

def edit(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
