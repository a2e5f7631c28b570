# id: meta-swapped-ids
# category: tampering
# tries: the names of a passing and a failing function are swapped
# expect: no gain

def edit(notebook):
    cells = notebook["cells"]
    a, b = cells[2]["metadata"]["nbgrader"], cells[5]["metadata"]["nbgrader"]
    a["grade_id"], b["grade_id"] = b["grade_id"], a["grade_id"]
