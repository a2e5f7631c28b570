# id: shadow-grader
# category: tampering
# tries: the submission ships a package that is called like the grader
# expect: no gain

# %% file sandbox_inside/__init__.py
raise SystemExit
# %% file sandbox_inside/rpc.py
raise SystemExit
# %% file main.py
raise SystemExit
