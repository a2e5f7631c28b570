"""TeX formulas: found in Markdown, shown as MathML, which browsers set by themselves without a network."""

from __future__ import annotations

import html
import re
from collections.abc import MutableMapping
from functools import lru_cache
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

MAX_FORMULA = 4_000  # characters of one

# SECURITY: all that may be in a formula. \href, \class and \style would give students addresses and styles.
ELEMENTS = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts "
    "mprescripts none mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose semantics"
)
ATTRIBUTES = (
    "display mathvariant stretchy fence separator form lspace rspace minsize maxsize symmetric largeop movablelimits "
    "accent accentunder linethickness displaystyle scriptlevel columnalign rowspacing columnspacing columnlines "
    "rowlines frame width height depth voffset notation mathsize"
)


@lru_cache(maxsize=4096)
def formula(tex: str, display: bool = False) -> str:
    """Return a formula as MathML; what cannot be read as one is shown as it was typed."""
    shown = f"<code>{html.escape(tex.strip())}</code>"
    if len(tex) > MAX_FORMULA:
        return shown
    from latex2mathml.converter import convert_to_element

    tex = re.sub(r"\\tag\*?\{([^{}]*)\}", r"\\qquad(\1)", tex)
    # The converter sets the name of a function and its argument without a gap.
    tex = re.sub(r"\\(log|ln|exp|sin|cos|tanh)\s+(?=[A-Za-z\\])", r"\\\1\\,", tex)
    tex = re.sub(r"\\(?:label\{[^{}]*\}|nonumber|notag)", "", tex)
    try:
        element = convert_to_element(tex, display="block" if display else "inline")
        _prune(element)
        text = ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)
    except Exception:  # a student's typing error must not cost the page
        return shown
    # A wide one can be scrolled, so keys must be able to get there.
    return f'<div class="formula" tabindex="0">{text}</div>' if display else text


def _prune(element: ElementTree.Element) -> None:
    """Drop what is not on the lists; an element of another kind becomes a row."""
    for each in element.iter():
        each.text = html.unescape(each.text or "")  # the converter writes &#x2211; where it means the sign
        if each.tag not in ELEMENTS.split():
            each.tag = "mrow"
        for name in set(each.attrib).difference(ATTRIBUTES.split()):
            del each.attrib[name]


def formulas_plugin(parser: MarkdownIt) -> None:
    r"""Let a parser find \\[...\\], \\(...\\) and \begin{...}...\end{...}, as Jupyter does.

    Those between dollar signs are found by mdit-py-plugins. Its ``amsmath`` looks for the end of an environment
    anew from each beginning, so that a text of many beginnings takes quadratic time; here an end that is not
    there is looked for once.
    """
    parser.inline.ruler.before("escape", "formula_inline", _inline)
    parser.block.ruler.before("fence", "formula_block", _block, {"alt": ["paragraph", "blockquote", "list"]})


_BEGIN = re.compile(r"\\begin\{([a-z]{1,20}\*?)\}")


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    found = _formula_at(state.src, state.pos, state.posMax, state.env)
    if found is None:
        return False
    tex, display, end = found
    if not silent:
        state.push("math_inline_double" if display else "math_inline", "math", 0).content = tex
    state.pos = end
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Take a displayed formula that begins a line, over blank lines and what looks like lists or rules."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.sCount[start_line] - state.blkIndent >= 4 or state.src[start : start + 1] != "\\":
        return False
    found = _formula_at(state.src, start, state.eMarks[end_line - 1], state.env)
    if found is None or not found[1]:
        return False
    last = next(line for line in range(start_line, end_line) if state.eMarks[line] >= found[2])
    if state.src[found[2] : state.eMarks[last]].strip():
        return False  # text follows: then it is a part of a paragraph
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block, token.content, token.map = True, found[0], [start_line, last + 1]
    state.line = last + 1
    return True


def _formula_at(source: str, start: int, end: int, memory: MutableMapping) -> tuple[str, bool, int] | None:
    """Return the formula that begins at a backslash: its TeX, whether it is displayed, and where it ends."""
    begin = _BEGIN.match(source, start, end)
    if begin:
        inner, closer, display = start, f"\\end{{{begin[1]}}}", True
    elif source.startswith("\\\\[", start):
        inner, closer, display = start + 3, "\\\\]", True
    elif source.startswith("\\\\(", start):
        inner, closer, display = start + 3, "\\\\)", False
    else:
        return None
    # The same closer is not looked for again from a place behind which it is known not to be, or to be far away.
    known = memory.setdefault("closers", {})
    text, looked_from, place = known.get(closer, ("", 0, 0))
    if text != source or not looked_from <= inner <= place:
        place = source.find(closer, inner)
        place = len(source) if place < 0 else place
        known[closer] = (source, inner, place)
    if place + len(closer) > end or not source[inner:place].strip():
        return None
    stop = place + len(closer)
    return source[inner : stop if begin else place], display, stop
