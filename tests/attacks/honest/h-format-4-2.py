# id: h-format-4-2
# category: honest
# tries: a right solution in notebook format 4.2, which knows no ids of cells
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        cell.pop("id")
