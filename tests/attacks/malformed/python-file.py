# id: python-file
# category: malformed
# tries: a Python file named as the notebook
# expect: reported, 0 marks
# says: damaged

def build(path, notebook):
    path.write_text("import numpy as np\n\ndef mean_square(x):\n    return 1.0\n")
