"""Markdown of students becomes HTML with formulas, and nothing in it can run or load anything."""

import base64
from html.parser import HTMLParser

import pytest

from autograder.pages.formulas import formula
from autograder.pages.markdown import to_html
from html_page import PNG, SVG

TAGS = set(
    [
        "div",
        "p",
        "strong",
        "em",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "br",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "img",
        "span",
        "math",
    ]
)
VOID = {"br", "hr", "img"}


class Tags(HTMLParser):
    """What a browser would see: every tag with its attributes, and that they are balanced."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.open = [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def assert_harmless(html):
    for tag, attrs in Tags(html).seen:
        assert tag in TAGS or tag.startswith("m"), tag
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "srcset", "action")]
        assert attrs.get("src", "data:image/").startswith("data:image/")
        assert attrs.get("href", "https://").startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so $x^2$ it is", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"$$\sum_k y_k$$", '<math display="block">'),
        (r"\begin{align} a &= b \end{align}", "<mtable"),
        (r"\\(x\\)", "<mi>x</mi>"),
        (r"| a |\n|---|\n| $x$ |".replace(r"\n", "\n"), "<td><math"),
        ("# Big $x$", "<strong>Big <math"),
        (r"$a < b$", "<mo>&lt;</mo>"),
        (r"$\sum$", "\u2211"),
    ],
)
def test_formulas_become_mathml_wherever_they_stand(text, expected):
    assert expected in to_html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`$x$`", "<code>$x$</code>"),
        ("```\n$x$ and $y$\n```", "<pre>$x$ and $y$\n</pre>"),
        (r"costs \$5 or \$6", "costs $5 or $6"),
        ("from $5 to $6", "from $5 to $6"),
        ("    $x$ indented", "$x$ indented"),
    ],
)
def test_a_dollar_sign_that_is_one_stays(text, expected):
    html = to_html(text)
    assert expected in html
    assert "<math" not in html


def test_a_formula_with_a_mistake_does_not_cost_the_rest():
    assert "after" in to_html(r"$\frac{$ after $\left( x$")
    assert formula("x" * 5000) == f"<code>{'x' * 5000}</code>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<img src="attachment:a.png" onerror="alert(1)">',
        "<div style='position:fixed'>\n\n</div></div></main>",
        "<!-- a --> <iframe src='//evil'></iframe>",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](JaVaScRiPt:alert(1)) <javascript:alert(1)>",
        '[a](https://x.y/"onmouseover="alert(1) "t")',
        "![x](https://evil.example/x.png) ![y](//evil.example/y.png)",
        r"![$\text{\" onerror=alert(1) x=}$](attachment:a.png)",
        rb"[a](https://x.y/$z$) `$\ue0000$` \ue0000\ue001 ".decode("unicode_escape"),
        r"$\href{javascript:alert(1)}{x} \style{background:url(//evil)}{y} \class{a}{b}$",
        r"$\text{<script>alert(1)</script>} \text{&lt;img src=x onerror=alert(1)&gt;}$",
        r"$\color{red;background:url(//evil)} x$ $\mathmakebox[onclick=1]{x}$",
        "```<b onclick=x>\ncode\n```",
        "<svg/onload=alert(1)>",
        "| <b> | $<i onclick=x>$ |\n|-|-|\n| </table> | x |",
        "**bold <b>** </strong>",
    ],
)
def test_security_nothing_that_students_write_runs_or_loads(text):
    assert_harmless(to_html(text, {"a.png": {"image/png": PNG}}))


# Each takes quadratic time, or worse, where its end is looked for anew from each beginning.
BEGINNINGS = [
    "[a](",
    "![",
    "> ",
    "- ",
    "$",
    "$$a\n\n",
    "*a **b ",
    "`` ` ",
    "<!-- ",
    "a<!--",
    "<img src='attachment:",
    r"\\[",
    r"\\(a",
    "\\\\[a\n\n",
    "\\begin{align}\n",
    r"x\begin{a}",
    r"$\frac{",
    "[a]: x\n",
    "a\n|-\n|\n|",
]


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_security_a_text_of_beginnings_without_an_end_takes_linear_time(beginning):
    assert_harmless(to_html(beginning * (1_000_000 // len(beginning))))


@pytest.mark.timeout(60)
def test_security_all_formulas_of_a_text_have_a_limit_together():
    html = to_html(r"$\frac{a}{b}$ " * 2000)
    assert 0 < html.count("<math") <= 400
    assert r"<code>\frac{a}{b}</code>" in html
    assert to_html(f"${'x' * 3900}$ " * 7).count("<math") == 5


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("\\begin{align}\na &= b \\\\\n\n- c &= d\n\\end{align}", 1),
        ("\\\\[\n- a\n\\\\]\n\n\\\\[ b \\\\] and \\\\[ c \\\\]", 3),
        ("- list with\n\n  \\begin{align}\n  a\n  \\end{align}\n\n  text", 1),
        ("> \\\\[\n> a\n\nafter \\\\]", 0),
        ("    \\begin{align} a \\end{align}", 0),
        ("text\n\\begin{align}\na\n\\end{align}\ntext", 1),
        ("`\\\\(x\\\\)` and \\\\(y\\\\)", 1),
    ],
)
def test_displayed_formulas_are_found_where_jupyter_finds_them(text, formulas):
    html = to_html(text)
    assert html.count("<math") == formulas
    assert "<li>c" not in html
    assert_harmless(html)


def test_attached_pictures_are_shown_in_their_place_or_below():
    attached = {"a b.png": {"image/png": PNG}, "left.png": {"image/png": PNG}}
    tags = Tags(to_html("See ![my plot](attachment:a%20b.png) here.", attached)).seen
    pictures = [attrs for tag, attrs in tags if tag == "img"]
    assert [p["alt"] for p in pictures] == ["my plot", "Picture attached to the answer: left.png"]
    assert all(p["src"] == f"data:image/png;base64,{PNG}" for p in pictures)
    assert to_html('<img src="attachment:left.png">', attached).count("<img") == 2


def test_pictures_in_the_text_are_shown_and_do_not_count_as_text():
    large = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 90_000).decode()
    text = f"Before ![my plot](data:image/png;base64,{large}) and ![](<data:image/png;base64,{PNG}> 'title') after."
    html = to_html(text)
    pictures = [attrs for tag, attrs in Tags(html).seen if tag == "img"]
    assert [p["src"] for p in pictures] == [f"data:image/png;base64,{each}" for each in (large, PNG)]
    assert pictures[0]["alt"] == "my plot"
    assert "after." in html
    assert "the rest is left out" not in html
    assert_harmless(html)


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("image/png", base64.b64encode(b"GIF89a").decode(), "damaged"),
        ("image/jpeg", base64.b64encode(b"\xff\xd8\xff" + b"0" * 11_000_000).decode(), "more than 10 MB"),
        ("image/tiff", PNG, "no picture that can be shown"),
        ("text/html", "PHNjcmlwdD4=", "is not attached"),
    ],
)
def test_security_pictures_in_the_text_pass_the_same_checks(kind, content, said):
    html = to_html(f"![x](data:{kind};base64,{content})")
    assert said in html
    assert "<img" not in html
    assert_harmless(html)


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["![" * 3_000_000, "![](data:image/png;base64," * 200_000, "![](" + " " * 3_000_000]
)
def test_security_looking_for_pictures_in_a_huge_text_takes_no_longer_than_reading_it(text):
    assert_harmless(to_html(text))


def test_a_picture_in_code_is_code_and_nobody_can_ask_for_one_by_number():
    html = to_html(
        f"`![x](data:image/png;base64,{PNG})` ![y](\ue000picture0\ue001) ![z](%EE%80%80picture7%EE%80%81)"
    )
    assert "<img" not in html
    assert "\ue000" not in html
    assert_harmless(html)


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("image/png", 'no base64 "><script>', "damaged"),
        ("image/png", base64.b64encode(b"GIF89a").decode(), "damaged"),
        ("image/jpeg", base64.b64encode(b"\xff\xd8\xff" + b"0" * 11_000_000).decode(), "more than 10 MB"),
        ("text/html", "<script>", "no picture that can be shown"),
        ("application/pdf", "JVBERi0=", "application/pdf"),
        ("image/png", {"a": 1}, "damaged"),
        ("image/png", None, "damaged"),
    ],
)
def test_security_what_is_no_picture_is_named_and_not_shown(kind, content, said):
    html = to_html("", {"x.png": {kind: content}})
    assert said in html
    assert "<img" not in html
    assert_harmless(html)


def test_security_an_svg_is_shown_as_a_picture_in_which_nothing_runs():
    for content in (SVG, base64.b64encode(SVG.encode()).decode()):
        ((_, attrs),) = [
            t for t in Tags(to_html("", {"x": {"image/svg+xml": content}})).seen if t[0] == "img"
        ]
        assert attrs["src"].startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    "attached", [None, [], "x", {"a": None}, {"a": []}, {"a": {}}, {1: {"image/png": PNG}}]
)
def test_security_attachments_of_any_type_do_no_harm(attached):
    assert_harmless(to_html("text", attached))


def test_a_very_long_text_is_cut_and_says_so():
    assert "the rest is left out" in to_html("word " * 20_000)


def test_security_only_known_elements_come_from_the_converter(monkeypatch):
    from xml.etree import ElementTree

    made = ElementTree.fromstring("<math><script src='x'>alert(1)</script><mi onclick='x'>y</mi></math>")
    monkeypatch.setattr("latex2mathml.converter.convert_to_element", lambda tex, display: made)
    assert formula("never seen before") == "<math><mrow>alert(1)</mrow><mi>y</mi></math>"


def test_a_text_cannot_ask_for_a_formula_by_its_number():
    assert to_html("\ue0000\ue001 and $x$").count("<math") == 1


def test_an_address_keeps_its_parameters():
    assert 'href="https://x.y/?a=1&amp;copy=2"' in to_html("[a](https://x.y/?a=1&copy=2)")


@pytest.mark.parametrize("use", ["![p](attachment:a.png) ", '<img src="attachment:a.png"> '])
def test_security_a_picture_that_stands_in_a_text_many_times_is_in_the_page_once(use):
    """Else half a megabyte that is handed in would make a page of a gigabyte."""
    html = to_html(use * 1_000, {"a.png": {"image/png": PNG}})
    assert html.count("<img") == html.count(PNG) == 1
    assert html.count("the picture is shown above") == 999


def test_a_picture_in_the_text_itself_is_shown_wherever_it_is_typed():
    assert to_html(f"![a](data:image/png;base64,{PNG}) " * 3).count("<img") == 3
