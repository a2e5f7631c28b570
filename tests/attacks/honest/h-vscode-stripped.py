# id: h-vscode-stripped
# category: honest
# tries: a right solution as an older VS Code saved it: format 4.2, no ids, metadata gone from the cells that were run
# expect: full marks
# says: Cells had lost their names

def edit(notebook):
    notebook["nbformat_minor"] = 2
    notebook["metadata"] = {"language_info": {"name": "python", "codemirror_mode": {"name": "ipython", "version": 3}}}
    notebook["metadata"] |= {"orig_nbformat": 2, "file_extension": ".py", "npconvert_exporter": "python", "version": 3}
    for cell in notebook["cells"]:
        cell.pop("id")
        if cell["cell_type"] == "code":
            cell["metadata"] = {}
