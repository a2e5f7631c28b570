# id: link-loop
# category: malformed
# tries: the notebook is a symbolic link to itself
# expect: reported, 0 marks
# says: link

def build(path, notebook):
    os.symlink(path.name, path)
