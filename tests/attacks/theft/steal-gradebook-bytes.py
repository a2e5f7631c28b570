# id: steal-gradebook-bytes
# category: theft
# tries: copies the gradebook file
# expect: no gain

# %%
print(open(f"{COURSE}/gradebook.db", "rb").read())
