"""What students and instructors write in Markdown, as HTML that can neither run nor load anything.

Formulas become MathML, which browsers set by themselves. Pictures are shown only if they are attached to the
cell or stand in the text themselves, as ``data:`` addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from xml.etree import ElementTree

import mistune

from autograder.pages.images import figure, show_attachment

MAX_TEXT = 50_000  # characters of one cell
MAX_FORMULA = 4_000
MAX_FORMULAS = 400

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

# A text as it is read: code first, in which a dollar sign is one, then formulas.
_PIECES = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n[\s\S]*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^`](?:[\s\S]*?[^`])??(?P=tick)(?!`))"
    r"|\\\$"
    r"|\$\$(?P<block>[\s\S]+?)\$\$"
    r"|\\\\\[(?P<bracket>[\s\S]+?)\\\\\]|\\\\\((?P<paren>[\s\S]+?)\\\\\)"
    r"|(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}[\s\S]+?\\end\{(?P=name)\})"
    r"|\$(?P<inline>[^\s$](?:(?:[^$\\]|\\[\s\S])*?[^\s$\\])?|[^\s$](?:[^$\\]|\\[\s\S])*?)\$(?!\d)",
    re.MULTILINE,
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # around a formula's number; no text may bring them along
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
# A picture in the text itself. It is far longer than a text may be, so it is taken out before the text is cut.
_DATA = re.compile(
    r"(!\[[^\[\]]{0,1000}\]\(\s*<?)data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=]++)(?=>?[\s)])",
    re.IGNORECASE,
)
_TAKEN = re.compile(f"{_OPEN}picture(\\d+){_CLOSE}")
_PICTURE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']attachment:([^\"'>]+)[\"'][^>]*>", re.IGNORECASE)


def to_html(text: str, attachments: Mapping | None = None) -> str:
    """Return Markdown as HTML.

    Parameters
    ----------
    text : str
        May contain formulas between dollar signs. HTML in it is shown as it was typed, but for line breaks,
        comments and attached pictures.
    attachments : mapping, optional
        As nbformat stores them, {name: {media type: base64}}; each is shown, in the text or below it.
    """
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    pictures: list[tuple[str, str]] = []

    def take(picture: re.Match) -> str:
        pictures.append((picture[2].lower(), picture[3]))
        return f"{picture[1]}{_OPEN}picture{len(pictures) - 1}{_CLOSE}"

    text = _DATA.sub(take, text)
    cut = len(text) > MAX_TEXT
    formulas: list[tuple[str, bool]] = []

    def keep(piece: re.Match) -> str:
        display = next((piece[name] for name in ("block", "bracket", "environment") if piece[name]), None)
        inline = piece["inline"] or piece["paren"]
        if (display is None and inline is None) or len(formulas) >= MAX_FORMULAS:
            return piece[0]
        formulas.append((display if display is not None else inline, display is not None))
        return f"{_OPEN}{len(formulas) - 1}{_CLOSE}"

    renderer = _Renderer(formulas, attachments if isinstance(attachments, Mapping) else {}, pictures)
    markdown = mistune.Markdown(renderer, plugins=[_table, _strikethrough])
    try:
        body = markdown(_PIECES.sub(keep, text[:MAX_TEXT]))
    except RecursionError:  # brackets in brackets in brackets
        body = f"<pre>{html.escape(text[:MAX_TEXT])}</pre>"
    # What is left stands in code or in an attribute, where a formula is its own text.
    body = _PLACE.sub(lambda place: html.escape(_typed(formulas, place)), body)
    body = _TAKEN.sub("data:…", body)
    rest = [name for name in renderer.attachments if name not in renderer.shown]
    body += "".join(show_attachment(name, renderer.attachments[name]) for name in rest)
    return body + ("<p><em>The text is longer; the rest is left out here.</em></p>" if cut else "")


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


class _Renderer(mistune.HTMLRenderer):
    """SECURITY: every tag comes from here; what students type is escaped."""

    def __init__(
        self, formulas: list[tuple[str, bool]], attachments: Mapping, pictures: Sequence[tuple[str, str]] = ()
    ):
        super().__init__(escape=True)
        self.formulas, self.attachments, self.pictures = formulas, attachments, pictures
        self.shown: set[str] = set()

    def text(self, text: str) -> str:
        pieces = _PLACE.split(text)
        escaped = [super(_Renderer, self).text(piece) for piece in pieces[::2]]
        set_ = [formula(*self.formulas[int(n)]) if int(n) < len(self.formulas) else "" for n in pieces[1::2]]
        return "".join(a + b for a, b in zip(escaped, [*set_, ""], strict=True))

    def paragraph(self, text: str) -> str:
        return f'<div class="par">{text}</div>\n'  # may hold a figure or a displayed formula

    def heading(self, text: str, level: int, **attrs: object) -> str:
        return f'<div class="par"><strong>{text}</strong></div>\n'  # the page has an outline of its own

    def image(self, text: str, url: str, title: str | None = None) -> str:
        name = _unquoted(url).removeprefix("attachment:")
        words = mistune.util.striptags(text)
        taken = _TAKEN.fullmatch(name)
        if taken and int(taken[1]) < len(self.pictures):
            kind, content = self.pictures[int(taken[1])]
            return show_attachment("A picture in the text", {kind: content}, words)
        if _unquoted(url).startswith("attachment:") and name in self.attachments:
            self.shown.add(name)
            return show_attachment(name, self.attachments[name], words)
        return figure(
            None, f"Picture {html.unescape(words)!s} ({_unquoted(url)[:200]}) is not attached to the cell."
        )

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if re.match(r"(?i)https?://", url):
            return f'<a href="{html.escape(url)}" rel="noreferrer noopener" target="_blank">{text}</a>'
        return f"{text} ({html.escape(url)})"

    def inline_html(self, text: str) -> str:
        return self._tag(text)

    def block_html(self, text: str) -> str:
        return f'<div class="par">{self._tag(text)}</div>\n'

    def _tag(self, text: str) -> str:
        if re.fullmatch(r"<br\s*/?>", text.strip(), re.IGNORECASE):
            return "<br>"
        text = re.sub(r"<!--[\s\S]*?-->", "", text)
        out, end = [], 0
        for match in _PICTURE.finditer(text):
            name = _unquoted(match[1])
            if name in self.attachments:
                self.shown.add(name)
                out += [html.escape(text[end : match.start()]), show_attachment(name, self.attachments[name])]
                end = match.end()
        return "".join(out) + html.escape(text[end:])

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre>{html.escape(code)}</pre>\n"


def _typed(formulas: list[tuple[str, bool]], place: re.Match) -> str:
    number = int(place[1])
    if number >= len(formulas):
        return ""
    tex, display = formulas[number]
    return f"$${tex}$$" if display else f"${tex}$"


def _unquoted(url: str) -> str:
    from urllib.parse import unquote

    return html.unescape(unquote(url))


def _table(markdown: mistune.Markdown) -> None:
    from mistune.plugins.table import table

    table(markdown)


def _strikethrough(markdown: mistune.Markdown) -> None:
    from mistune.plugins.formatting import strikethrough

    strikethrough(markdown)
