# id: shell-rc
# category: persistence
# tries: writes shell start-up files and usercustomize
# expect: no gain

# %%
import os

for name in (".bashrc", ".profile", ".zshrc", ".pythonrc", ".config/autostart/x.desktop"):
    try:
        with open(f"{HOME}/{name}", "a") as stream:
            stream.write("# " + MARK)
    except OSError as error:
        print(error)
