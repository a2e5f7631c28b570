# id: shadow-config
# category: tampering
# tries: the submission ships IPython, Jupyter and Python start-up files
# expect: no gain

# %% file ipython_config.py
c.InteractiveShellApp.exec_lines = ["def abs(x): return 0"]
# %% file jupyter_config.py
c.ExecutePreprocessor.allow_errors = True
# %% file nbgrader_config.py
c.Validator.ignore_checksums = True
# %% file sitecustomize.py
raise SystemExit
# %% file usercustomize.py
raise SystemExit
# %% file ipython/profile_default/startup/00-first.py
def abs(x):
    return 0
