# id: h-threads
# category: honest
# tries: uses a thread pool and a process of its own
# expect: full marks

# %% answer mean_square
from concurrent.futures import ThreadPoolExecutor


def mean_square(x):
    with ThreadPoolExecutor(2) as pool:
        return float(np.mean(list(pool.map(lambda value: float(value) ** 2, np.asarray(x)))))
# %%
import subprocess
import sys

assert subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout == b"1\n"
