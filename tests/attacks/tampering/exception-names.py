# id: exception-names
# category: tampering
# tries: raises exceptions that are called like the grader's own
# expect: no gain

# %%
def raising(kind, base):
    def raises(*args):
        raise type(kind, (base,), {"hint": "full marks", "message": "PASS", "how": "ended"})("it is fine")

    return raises


kinds = ["Gone", "ProgramError", "CheckFailed", "CellTimeout", "SyntaxError", "OwnFault"]
for name, kind in zip(NAMES, kinds):
    globals()[name] = raising(kind, AssertionError if kind == "CheckFailed" else Exception)
