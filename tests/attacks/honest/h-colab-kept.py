# id: h-colab-kept
# category: honest
# tries: a right solution after a round trip through Colab, which keeps the cells' metadata and adds its own
# expect: full marks

def edit(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True, "include_colab_link": True, "gpuType": "T4"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    for cell in notebook["cells"]:
        cell["metadata"]["id"] = cell.pop("id")
        cell["source"] = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["metadata"] |= {"colab": {"base_uri": "https://localhost:8080/", "height": 35}}
            cell["metadata"]["outputId"] = "33379337-b179-461a-ee55-a70353965b96"
            cell["execution_count"] = 7
    link = '<a href="https://colab.research.google.com/x.ipynb" target="_parent">Open In Colab</a>'
    badge = {"id": "view-in-github", "colab_type": "text"}
    notebook["cells"].insert(0, {"cell_type": "markdown", "metadata": badge, "source": [link]})
