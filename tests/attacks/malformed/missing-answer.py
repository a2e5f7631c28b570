# id: missing-answer
# category: malformed
# tries: a right solution; one answer was deleted
# expect: reported, 0 marks
# base: stub
# says: Deleted

def edit(notebook):
    del notebook["cells"][2]
