# id: nbformat-text
# category: malformed
# tries: nbformat is a text
# expect: reported, 0 marks
# says: format

def edit(notebook):
    notebook["nbformat"] = "four"
