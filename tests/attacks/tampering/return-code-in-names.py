# id: return-code-in-names
# category: tampering
# tries: returns objects whose type names are code
# expect: no gain

# %%
for name in NAMES:
    kind = type("x = __import__('os').abort()", (), {})
    globals()[name] = lambda *args, kind=kind: kind()
