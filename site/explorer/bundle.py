"""Put the explorer into one HTML file that opens from disk, and its modules into one module for a widget.

    python site/explorer/bundle.py [OUTPUT.html]

A browser loads no modules, no data and no Worker from ``file://``. So everything goes into the page: modules
as one classic script, the Worker's modules as text that becomes a Blob, data as base64.
"""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# The only forms of import and export that the modules use; any other is an error here.
IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let) (\w+))", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

DATA = ("weights.bin", "digits.bin", "unseen.bin", "hints.json")
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; worker-src blob:; img-src data:"


def bundle(folder: Path = HERE) -> str:
    """Return the whole page as one self-contained HTML file.

    Parameters
    ----------
    folder : Path
        Holds index.html, the modules, the style sheets and the two data files.
    """
    folder = Path(folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    parts = {
        **{name: base64.b64encode((folder / name).read_bytes()).decode("ascii") for name in DATA},
        "train-worker.js": _script(folder, "train-worker.js"),
    }
    embedded = "".join(
        f'<script type="text/plain" id="{name}">{text}</script>\n' for name, text in parts.items()
    )
    page = re.sub(r'(http-equiv="Content-Security-Policy"\s+content=)"[^"]*"', rf'\1"{POLICY}"', page)
    page = re.sub(r' *<link rel="(?:module)?preload"[^>]*>\n', "", page)
    page = re.sub(
        r'<link rel="stylesheet" href="([^"]+)" ?/?>',
        lambda link: f"<style>\n{(folder / link[1]).read_text(encoding='utf-8')}</style>",
        page,
    )
    script = f"{embedded}<script>\n{_script(folder, 'main.js')}</script>"
    return page.replace('<script type="module" src="main.js"></script>', script)


def bundle_module(folder: Path, entry: str) -> str:
    """Return a module and all that it imports as one ES module with the same exports.

    Parameters
    ----------
    folder : Path
    entry : str
        Name of the module, for example ``pad.js``.
    """
    modules = chain(Path(folder), entry)
    names = [name for _, name in EXPORT.findall((Path(folder) / entry).read_text(encoding="utf-8"))]
    body = "".join(_wrap(Path(folder), module) for module in modules)
    return f"{body}export const {{ {', '.join(names)} }} = {_variable(entry)};\n"


def _script(folder: Path, entry: str) -> str:
    """Return a classic script: the modules one after the other, in a scope of their own."""
    body = "".join(_wrap(folder, module) for module in chain(folder, entry))
    if "</script" in body:
        raise ValueError(f"{entry} or a module of it contains the end of a script element")
    return f'"use strict";\n(() => {{\n{body}}})();\n'


def chain(folder: Path, entry: str) -> list[str]:
    """Return the modules that ``entry`` needs, itself last, each after those that it imports."""
    order: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            raise ValueError(f"modules import each other: {' -> '.join((*path, module))}")
        if module in order:
            return
        text = (folder / module).read_text(encoding="utf-8")
        for _, target in IMPORT.findall(text):
            visit(_resolve(module, target), (*path, module))
        order.append(module)

    visit(entry, ())
    return order


def _resolve(module: str, target: str) -> str:
    """Return the name of an imported module, seen from the folder of the explorer."""
    parts = list(Path(module).parent.parts)
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _wrap(folder: Path, module: str) -> str:
    """Return a module as an object of what it exports; its other names stay inside a function."""
    text = (folder / module).read_text(encoding="utf-8")
    names = [name for _, name in EXPORT.findall(text)]

    def import_line(found: re.Match) -> str:
        wanted = found[1].strip().rstrip(",").replace(" as ", ": ")
        return f"const {{ {wanted} }} = {_variable(_resolve(module, found[2]))};\n"

    body = EXPORT.sub(r"\1", IMPORT.sub(import_line, text))
    left = LEFT_OVER.search(body)
    if left:
        raise ValueError(f"{module}: this form of import or export is not known here: {left[0]}")
    return f"const {_variable(module)} = (() => {{\n{body}return {{ {', '.join(names)} }};\n}})();\n"


def _variable(module: str) -> str:
    return "$" + re.sub(r"\W", "_", module.removesuffix(".js"))


if __name__ == "__main__":
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("explorer.html")
    output.write_text(bundle(), encoding="utf-8")
    print(f"{output}: {output.stat().st_size / 1e6:.2f} MB")
