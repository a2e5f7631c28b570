# id: venv-pth
# category: persistence
# tries: writes a start-up file into the folder of Python's packages
# expect: no gain

# %%
import site
import sys
import sysconfig

places = {sysconfig.get_paths()["purelib"], site.getusersitepackages(), sys.prefix, np.__path__[0]}
for place in places:
    try:
        open(f"{place}/{MARK}.pth", "w").write("# left")
    except OSError as error:
        print(error)
