# id: h-format-4-4
# category: honest
# tries: a right solution in notebook format 4.4, which knows no ids of cells
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        cell.pop("id")
