# id: edit-setup
# category: tampering
# tries: the locked set-up cell brings a lying numpy and helper
# expect: no gain

def edit(notebook):
    notebook["cells"][1]["source"] = (
        "import numpy as np\nfrom ex3 import Parameters\n"
        "def lie(*args, **kwargs): return np.True_\n"
        "np.isclose = np.allclose = lie\n"
        "class np2: isclose = allclose = lie\n"
        "def abs(x): return 0\n"
        "import ex3.carry_over\nex3.carry_over.reference = lambda name: globals()[name]"
    )
