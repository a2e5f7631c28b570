# id: not-a-notebook
# category: malformed
# tries: JSON that is not a notebook
# expect: reported, 0 marks
# says: not a notebook

def build(path, notebook):
    path.write_text('{"name": "something", "values": [1, 2, 3]}')
