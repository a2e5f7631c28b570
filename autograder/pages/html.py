"""The HTML pages of this package, each filled into a template of its own in the same look."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from autograder.core.text import amount, number

TEMPLATES = Path(__file__).parent / "templates"


@cache
def page_template(name: str) -> Template:
    """Return the template of a page."""
    # SECURITY: autoescape, since names, hints, messages, values and code come from students. What a template marks
    # as safe comes from prose.py, pictures.py and charts.py, which escape what they are given.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "amount": amount}
    return environment.get_template(name)
