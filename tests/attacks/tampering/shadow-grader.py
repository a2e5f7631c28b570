# id: shadow-grader
# category: tampering
# tries: the submission ships a package that is called like the grader
# expect: no gain

# %% file autograder/__init__.py
raise SystemExit
# %% file autograder/peer.py
raise SystemExit
# %% file runner.py
raise SystemExit
