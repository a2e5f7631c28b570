# id: meta-markdown
# category: tampering
# tries: tests are turned into markdown cells
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
