# id: steal-gradebook
# category: theft
# tries: reads names and hidden tests in the gradebook
# expect: no gain

# %%
import sqlite3

connection = sqlite3.connect(f"file:{COURSE}/gradebook.db?mode=ro", uri=True)
print(connection.execute("SELECT * FROM student").fetchall())
