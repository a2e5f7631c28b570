# id: blank
# category: malformed
# tries: blanks and line ends only
# expect: reported, 0 marks
# says: empty

def build(path, notebook):
    path.write_text(" \n\n\t\n")
