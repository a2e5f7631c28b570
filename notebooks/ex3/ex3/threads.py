"""One thread for NumPy's matrix products: these are small, and threads that share busy cores wait for each other.

On a machine with other work, such as a JupyterHub, a gradient takes ten times as long with a thread for each core.
"""

from __future__ import annotations


def one_thread() -> None:
    """Let the BLAS that NumPy has loaded use one thread from here on; leave it alone where that cannot be set."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:  # the browser's Python has no threads
        return
    threadpool_limits(1, user_api="blas")
