# id: large-beside
# category: malformed
# tries: a right solution, and 80 MB of data beside it
# expect: full marks
# alone: yes

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    with open(path.with_name("data.csv"), "wb") as stream:
        stream.truncate(80_000_000)
    for number in range(45):
        path.with_name(f"part{number}.csv").write_bytes(bytes(1_900_000))
