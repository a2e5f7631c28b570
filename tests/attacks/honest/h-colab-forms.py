# id: h-colab-forms
# category: honest
# tries: a right solution from Colab with form titles above the code, and a cell that was split there
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 0
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id")
        cell["metadata"] |= {"id": f"wArRwBZcqV{number}", "cellView": "form", "colab_type": "code"}
        if "def mean_square" in cell["source"]:
            below = {**cell, "metadata": dict(cell["metadata"]), "source": "tried = mean_square([1, 2])"}
            cell["source"] = "#@title My answer { display-mode: \"form\" }\n" + cell["source"]
            cells += [cell, below]
        else:
            cells.append(cell)
    notebook["cells"] = cells
