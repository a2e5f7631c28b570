# id: background-in-test
# category: persistence
# tries: a test's call leaves a process that keeps the connection open
# expect: no gain

# %%
import subprocess


def mean_square(x):
    subprocess.Popen(["sleep", "60"], close_fds=False, start_new_session=True)
    return 5.0
