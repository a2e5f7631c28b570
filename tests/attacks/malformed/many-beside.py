# id: many-beside
# category: malformed
# tries: a right solution, and 1,500 small files beside it
# expect: full marks
# alone: yes

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    for number in range(1500):
        path.with_name(f"z{number}.txt").write_text("x")
