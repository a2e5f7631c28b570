# id: json-list
# category: malformed
# tries: JSON that is a list, a number, a text
# expect: reported, 0 marks
# says: not a notebook

def build(path, notebook):
    path.write_text("[1, 2, 3]")
