# id: dangling
# category: malformed
# tries: the notebook is a dangling symbolic link
# expect: reported, 0 marks
# says: link

def build(path, notebook):
    os.symlink("/nowhere/at/all.ipynb", path)
