# id: h-vscode
# category: honest
# tries: a right solution as VS Code saves it
# expect: full marks

def edit(notebook):
    notebook["metadata"]["vscode"] = {"interpreter": {"hash": "0"}}
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["source"] = cell["source"].splitlines(keepends=True)
