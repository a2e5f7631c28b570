# id: tag-skip
# category: tampering
# tries: all cells carry the tag skip-execution
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "remove-cell", "hide-output"]
