# id: kernel-reply
# category: tampering
# tries: the program that runs cells answers every request with ok
# expect: no gain

# %%
import sys

runner = sys.modules.get("sandbox_inside.main") or sys.modules["__main__"]
fine = {"status": "ok", "error": None, "outputs": [], "count": 1, "seconds": 0.0, "lost": ""}
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("sandbox_inside") and hasattr(module, "_run"):
        module._run = lambda *args: fine
