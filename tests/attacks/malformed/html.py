# id: html
# category: malformed
# tries: a saved web page named as the notebook
# expect: reported, 0 marks
# says: web page

def build(path, notebook):
    path.write_text("<!DOCTYPE html>\n<html><body>part_01.ipynb - JupyterLab</body></html>")
