# id: h-vscode-kept
# category: honest
# tries: a right solution as VS Code saves it today: ids kept, tags, language_info and no kernelspec
# expect: full marks

def edit(notebook):
    notebook["metadata"] = {"language_info": {"name": "python", "version": "3.12.1"}, "orig_nbformat": 4}
    for cell in notebook["cells"]:
        cell["metadata"] |= {"vscode": {"languageId": "python"}, "tags": ["mine"], "collapsed": False}
        cell["source"] = cell["source"].splitlines(keepends=True)
