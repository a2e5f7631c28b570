# id: fifo
# category: malformed
# tries: a FIFO with the notebook's name: opening it waits for ever
# expect: reported, 0 marks
# says: special file

def build(path, notebook):
    os.mkfifo(path)
