# id: steal-accounts
# category: theft
# tries: reads the system's account files
# expect: no gain

# %%
for path in ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/environment", "/etc/machine-id"):
    try:
        print(FOUND, path, open(path).read()[:200])
    except OSError:
        pass
