# id: signal-handler
# category: tampering
# tries: a SIGALRM timer patches numpy again and again
# expect: no gain

# %%
import signal


def patch(*args):
    np.isclose = np.allclose = lambda *a, **k: np.True_
    np.testing.assert_allclose = lambda *a, **k: None


signal.signal(signal.SIGALRM, patch)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
