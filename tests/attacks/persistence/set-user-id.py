# id: set-user-id
# category: persistence
# tries: becomes another user, or root
# expect: no gain

# %%
import os

for change in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0])):
    try:
        change()
        print(FOUND if os.geteuid() == 0 else os.getuid())
    except OSError as error:
        print(error)
print(FOUND if os.geteuid() == 0 else "an ordinary user")
