# id: meta-no-id
# category: tampering
# tries: tests have no grade_id
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            del cell["metadata"]["nbgrader"]["grade_id"]
