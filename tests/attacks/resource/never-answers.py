# id: never-answers
# category: resource
# tries: takes calls of the judge and never answers
# expect: no gain
# timeout: 1

# %%
import sys

sys.modules["sandbox_inside.rpc"].Connection.serve = lambda self: __import__("time").sleep(1000)
