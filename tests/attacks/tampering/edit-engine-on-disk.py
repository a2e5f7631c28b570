# id: edit-engine-on-disk
# category: tampering
# tries: changes the engine, the helper and the stand-ins where they lie
# expect: no gain

# %%
import os
import sys
from pathlib import Path

places = [Path(os.environ["EX3_REFERENCE"]), Path(sys.modules["ex3"].__file__).parent]
places.append(Path(sys.modules["sandbox_inside.rpc"].__file__).parent)
for place in places:
    for path in [place, *place.rglob("*")]:
        try:
            os.chmod(path, 0o777)
            if path.is_file():
                path.write_text("raise SystemExit")
            (path / "sitecustomize.py").write_text("raise SystemExit")
        except OSError:
            pass
