# id: h-colab-lost
# category: honest
# tries: a right solution after a round trip through Colab that left nothing in the metadata but the cells' ids
# expect: full marks
# says: Cells had lost their names

def edit(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {"colab": {"name": "Copy of part", "provenance": []}, "kernelspec": {"name": "python3"}}
    for cell in notebook["cells"]:
        colab = {"colab_type": "code", "colab": {}} if cell["cell_type"] == "code" else {"colab_type": "text"}
        cell["metadata"] = {"id": cell.pop("id"), **colab}
