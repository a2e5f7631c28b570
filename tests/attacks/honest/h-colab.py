# id: h-colab
# category: honest
# tries: a right solution as Colab saves it
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"]["id"] = f"a{number}Bc"
        cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/"}
