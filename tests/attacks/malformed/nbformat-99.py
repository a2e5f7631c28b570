# id: nbformat-99
# category: malformed
# tries: nbformat 99
# expect: reported, 0 marks
# says: format

def edit(notebook):
    notebook["nbformat"] = 99
