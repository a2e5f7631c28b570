# id: chain-below
# category: resource
# tries: 400 cells below the tests, each of which defines what the one before needs
# expect: no gain
# alone: yes


def edit(notebook):
    answer = next(c for c in notebook["cells"] if "def mean_square" in c["source"])
    answer["source"] = "def mean_square(x):\n    return v0"
    for number in reversed(range(400)):
        source = f"v{number} = v{number + 1}\n" + f"w{number} = 1\n" * 20
        cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        notebook["cells"].append({**cell, "id": f"chain-{number}"})
