# id: print-forever
# category: resource
# tries: prints lines without an end
# expect: no gain
# timeout: 1

# %%
while True:
    print("again and again")
