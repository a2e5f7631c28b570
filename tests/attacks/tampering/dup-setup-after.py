# id: dup-setup-after
# category: tampering
# tries: the set-up cell again below the answers, with other content
# expect: no gain

def edit(notebook):
    again = copy.deepcopy(notebook["cells"][1])
    again["source"] = "import numpy as np\nnp.isclose = np.allclose = lambda *a, **k: np.True_\n"
    notebook["cells"].insert(8, again)
