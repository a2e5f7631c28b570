# id: write-gradebook-lock
# category: persistence
# tries: locks the gradebook and never lets go
# expect: no gain

# %%
import sqlite3

connection = sqlite3.connect(f"{COURSE}/gradebook.db")
connection.execute("BEGIN EXCLUSIVE")
