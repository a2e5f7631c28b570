# id: raise-limits
# category: resource
# tries: raises its own limits
# expect: no gain

# %%
import resource

for kind in range(16):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE):
            print(FOUND, kind)
    except (ValueError, OSError):
        pass
np.ones(2**30)
