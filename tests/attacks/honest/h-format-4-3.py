# id: h-format-4-3
# category: honest
# tries: a right solution in notebook format 4.3, which knows no ids of cells
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 3
    for cell in notebook["cells"]:
        cell.pop("id")
