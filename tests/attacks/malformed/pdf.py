# id: pdf
# category: malformed
# tries: a PDF named as the notebook
# expect: reported, 0 marks
# says: not a text file

def build(path, notebook):
    path.write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj")
