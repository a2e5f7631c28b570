# id: device
# category: malformed
# tries: a link to a device that never ends
# expect: reported, 0 marks
# says: link

def build(path, notebook):
    os.symlink("/dev/zero", path)
