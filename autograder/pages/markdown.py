"""What students and instructors write in Markdown, as HTML that can neither run nor load anything.

Formulas become MathML. Pictures are shown only if they are attached to the cell or stand in the text themselves,
as ``data:`` addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.pages.formulas import formula, formulas_plugin
from autograder.pages.images import figure, show_attachment

MAX_TEXT = 30_000  # characters of one cell
MAX_NESTING = 12  # lists in lists; brackets in brackets take time for each level
MAX_FORMULAS = 400
MAX_TEX = 20_000  # characters of all formulas of a cell

_OPEN, _CLOSE = "\ue000", "\ue001"  # around a picture's number; no text may bring them along
# A picture in the text itself. It is far longer than a text may be, so it is taken out before the text is cut.
_DATA = re.compile(
    r"(!\[[^\[\]]{0,1000}\]\(\s*<?)data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=]++)(?=>?[\s)])",
    re.IGNORECASE,
)
_TAKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_PICTURE = re.compile(
    r"<img\b[^<>]{0,500}?\bsrc\s{0,9}=\s{0,9}[\"']attachment:([^\"'<>]{1,300})[\"'][^<>]{0,500}>",
    re.IGNORECASE,
)


def to_html(text: str, attachments: object = None) -> str:
    """Return Markdown as HTML.

    Parameters
    ----------
    text : str
        May contain formulas between dollar signs. HTML in it is shown as it was typed, but for line breaks,
        comments and attached pictures.
    attachments : mapping, optional
        As nbformat stores them, {name: {media type: base64}}; each is shown, in the text or below it. Anything
        else is taken for no attachments.
    """
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    pictures: list[tuple[str, str]] = []

    def take(picture: re.Match) -> str:
        pictures.append((picture[2].lower(), picture[3]))
        return f"{picture[1]}{_OPEN}{len(pictures) - 1}{_CLOSE}"

    text = _DATA.sub(take, text)
    attached = attachments if isinstance(attachments, Mapping) else {}
    shown: set[str] = set()
    env = {"attachments": attached, "pictures": pictures, "shown": shown, "formulas": 0, "tex": 0}
    body = _parser().render(text[:MAX_TEXT], env)
    # What is left stands in code, or in an address.
    body = _TAKEN.sub("data:…", body).replace(_OPEN, "").replace(_CLOSE, "")
    rest = [name for name in attached if name not in shown]
    body += "".join(show_attachment(name, attached[name]) for name in rest)
    return body + (
        "<p><em>The text is longer; the rest is left out here.</em></p>" if len(text) > MAX_TEXT else ""
    )


@cache
def _parser() -> MarkdownIt:
    options = {"html": True, "maxNesting": MAX_NESTING}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable(["table", "strikethrough"])
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    for rule in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(rule, getattr(_Renderer, rule))
    parser.use(formulas_plugin)
    parser.inline.ruler.at("html_inline", _tag)
    # SECURITY: the renderer decides what becomes of an address, so all of them come that far.
    setattr(parser, "validateLink", lambda url: True)  # noqa: B010  (mypy takes a plain one for a mistake)
    setattr(parser, "normalizeLink", lambda url: url)  # noqa: B010
    return parser


def _tag(state: StateInline, silent: bool) -> bool:
    """Take a line break, an attached picture or a comment; any other tag is text."""
    if state.src[state.pos] != "<":
        return False
    found = _BREAK.match(state.src, state.pos) or _PICTURE.match(state.src, state.pos)
    if found:
        end = found.end()
    elif state.src.startswith("<!--", state.pos):
        end = state.src.find("-->", state.pos + 4) + 3
        if end < 3:
            return False
    else:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


class _Renderer(RendererHTML):
    """SECURITY: every tag comes from here or from the parser; what students type is escaped."""

    def paragraph_open(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return "" if tokens[i].hidden else '<div class="par">'  # may hold a figure or a displayed formula

    def paragraph_close(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return "" if tokens[i].hidden else "</div>\n"

    def heading_open(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return '<div class="par"><strong>'  # the page has an outline of its own

    def heading_close(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return "</strong></div>\n"

    def th_open(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return f"<{tokens[i].tag}>"  # without the style of an aligned column

    td_open = th_open

    def s_open(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return "<del>"

    def s_close(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return "</del>"

    def fence(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return f"<pre>{html.escape(tokens[i].content)}</pre>\n"

    def code_block(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return self.fence(tokens, i, options, env)

    def link_open(self, tokens: Sequence[Token], i: int, options, env) -> str:
        url = str(tokens[i].attrGet("href") or "")
        if _WEB.match(url):
            return f'<a href="{html.escape(url)}" rel="noreferrer noopener" target="_blank">'
        return ""

    def link_close(self, tokens: Sequence[Token], i: int, options, env) -> str:
        opened = next(
            token for token in reversed(tokens[:i]) if token.type == "link_open"
        )  # links do not nest
        url = str(opened.attrGet("href") or "")
        return "</a>" if _WEB.match(url) else f" ({html.escape(url)})"

    def image(self, tokens: Sequence[Token], i: int, options, env) -> str:
        url = unquote(str(tokens[i].attrGet("src") or ""))
        words = "".join(child.content for child in tokens[i].children or ())
        taken = _TAKEN.fullmatch(url)
        if taken and int(taken[1]) < len(env["pictures"]):
            kind, content = env["pictures"][int(taken[1])]
            return _once(taken[0], "A picture in the text", {kind: content}, env, words)
        name = url.removeprefix("attachment:")
        if name != url and name in env["attachments"]:
            return _once(name, name, env["attachments"][name], env, words)
        return figure(None, f"Picture {words} ({url[:200]}) is not attached to the cell.")

    def html_inline(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return _harmless(tokens[i].content, env)

    def html_block(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return f'<div class="par">{_harmless(tokens[i].content, env)}</div>\n'

    def math_inline(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return _formula(tokens[i], False, env)

    def math_inline_double(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return _formula(tokens[i], True, env)

    def math_block(self, tokens: Sequence[Token], i: int, options, env) -> str:
        return f'<div class="par">{_formula(tokens[i], True, env)}</div>\n'


def _harmless(text: str, env: Mapping) -> str:
    """Return typed HTML as text, but for line breaks, comments, which are left out, and attached pictures."""
    if _BREAK.fullmatch(text.strip()):
        return "<br>"
    parts, end = [], 0
    for match in _PICTURE.finditer(text := _without_comments(text)):
        name = html.unescape(unquote(match[1]))
        if name in env["attachments"]:
            picture = _once(name, name, env["attachments"][name], env)
            parts += [html.escape(text[end : match.start()]), picture]
            end = match.end()
    return "".join(parts) + html.escape(text[end:])


def _once(key: str, name: str, versions: object, env: Mapping, words: str = "") -> str:
    """Return a picture where it stands first, and later its words. SECURITY: it could stand a thousand times."""
    if key in env["shown"]:
        return figure(None, f"{words or name}: the picture is shown above.")
    env["shown"].add(key)
    return show_attachment(name, versions, words)


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join(kept) + text[place:]


def _formula(token: Token, display: bool, env: dict) -> str:
    env["formulas"] += 1
    env["tex"] += len(token.content)
    if env["formulas"] > MAX_FORMULAS or env["tex"] > MAX_TEX:
        return f"<code>{html.escape(token.content)}</code>"
    return formula(token.content, display)
