# id: jupyter-config
# category: persistence
# tries: writes Jupyter and nbgrader configuration
# expect: no gain

# %%
import os

for home in (HOME, COURSE, os.path.expanduser("~"), "/etc", "/usr/local/etc"):
    try:
        os.makedirs(f"{home}/.jupyter", exist_ok=True)
        open(f"{home}/.jupyter/{MARK}.py", "w").write("# left")
        open(f"{home}/{MARK}nbgrader_config.py", "w").write("# left")
    except OSError as error:
        print(error)
