# id: symlink-victim
# category: theft
# tries: the notebook is a symbolic link to another student's
# expect: reported, 0 marks
# says: link

def build(path, notebook):
    os.symlink(f"{COURSE}/submitted/neighbour/toy/part_01.ipynb", path)
