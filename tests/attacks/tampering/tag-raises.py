# id: tag-raises
# category: tampering
# tries: tests carry the tag raises-exception
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["raises-exception", "nbval-skip"]
    notebook["metadata"]["allow_errors"] = True
