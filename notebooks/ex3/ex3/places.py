"""Where the notebooks have an equation, an algorithm or a figure, so that a check can link to it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from ex3.questions import PACKAGE, part_of

CITED = re.compile(r"\b(Eq\.|Alg\.|Figure) (\d+)\b")
SHOWN = {
    "Eq.": re.compile(r"\\tag\{(\d+)\}"),
    "Alg.": re.compile(r"\| line \| Algorithm (\d+)|^#+ .*\bAlgorithm (\d+)\b", re.MULTILINE),
    "Figure": re.compile(r"\*\*Figure (\d+)\*\*"),
}
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@cache
def places(folder: Path = PACKAGE.parent) -> dict[str, str]:
    """Return the address of each, such as "Eq. 10", as a link from one notebook beside it: file and heading."""
    found: dict[str, str] = {}
    for path in sorted(filter(part_of, folder.glob("part_*.ipynb"))):
        heading = ""
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "markdown" or cell["metadata"].get("nbgrader"):
                continue
            text = "".join(cell["source"])
            heads = [(match.start(), match[1]) for match in HEADING.finditer(text)]
            for kind, shown in SHOWN.items():
                for match in shown.finditer(text):
                    number = next(filter(None, match.groups()))
                    above = [head for start, head in heads if start <= match.start()]
                    at = above[-1] if above else heading
                    found.setdefault(f"{kind} {number}", f"{path.name}#{fragment(at)}")
            heading = heads[-1][1] if heads else heading
    return found


def fragment(heading: str) -> str:
    """Return the part of an address that leads to a heading in JupyterLab, which knows it by its text."""
    return quote(heading.strip().replace("`", "").replace(" ", "-"), safe=":,[]")
