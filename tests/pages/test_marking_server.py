"""Marks typed on the served pages are in the CSVs at once, and nobody else can read or send anything."""

import http.client
import json
import threading

import pytest

from autograder.pages.manual import read_questions
from autograder.pages.mark_sheets import csv_of, read_rows
from autograder.pages.marking import enter, prepare
from autograder.pages.marking_server import MarkingServer
from written_course import Gradebook, hand_in, make_course


@pytest.fixture
def book(monkeypatch):
    return Gradebook(monkeypatch)


@pytest.fixture
def course(tmp_path, book):
    course = make_course(tmp_path)
    for student in ("Ada", "Ben"):
        hand_in(course, book, student, f"Because of {student}.")
    prepare(course, next(read_questions(course)))
    return course


@pytest.fixture
def server(course):
    entered = []

    def enter_all():
        entered.append(enter(course, read_questions(course, shown=False)))
        return f"{entered[-1].marks} marks are in the gradebook."

    with MarkingServer(course, enter_all) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server, method, path, content=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    origin = {"Origin": server.origin} if method == "POST" else {}
    headers = {**origin, **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        connection.request(method, path, None if content is None else json.dumps(content), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer
    finally:
        connection.close()


def code_of(course, student):
    (question,) = read_questions(course)
    return next(answer.code for answer in question.answers if answer.mark.student == student)


def rows(course):
    return {row.code: (row.points, row.comment) for row in read_rows(csv_of(course, "1b"))}


def test_the_list_of_questions_leads_to_their_pages(server):
    status, page, _ = ask(server, "GET", f"/{server.token}/")
    assert (status, 'href="1b.html"' in page) == (200, True)
    status, page, answer = ask(server, "GET", f"/{server.token}/1b.html")
    assert (status, f'data-save="/{server.token}/1b"' in page) == (200, True)
    assert "connect-src 'self'" in page
    assert answer.getheader("Referrer-Policy") == "no-referrer"


def test_what_is_typed_is_in_the_csv_at_once_and_on_the_page_when_it_is_loaded_again(server, course):
    ada, ben = code_of(course, "Ada"), code_of(course, "Ben")
    for points, comment in (("1", ""), ("1.5", "See #3, please.")):
        mark = {"code": ada, "points": points, "comment": comment}
        assert ask(server, "POST", f"/{server.token}/1b", mark)[:2] == (200, "Saved.")
    assert rows(course) == {ada: ("1.5", "See ##3, please."), ben: ("", "")}
    assert (
        'data-points="1.5" data-comment="See #3, please."'
        in ask(server, "GET", f"/{server.token}/1b.html")[1]
    )


def test_the_button_enters_all_marks_and_an_emptied_one_is_taken_back(server, course, book):
    ada = code_of(course, "Ada")
    for points, entered in (("2", 2.0), ("", None)):
        ask(server, "POST", f"/{server.token}/1b", {"code": ada, "points": points, "comment": ""})
        status, said, _ = ask(server, "POST", f"/{server.token}/enter", {})
        assert (status, "in the gradebook" in said) == (200, True)
        assert book.marks["Ada"].points == entered
        ask(server, "GET", f"/{server.token}/1b.html")  # shows what the gradebook has now


def test_security_without_the_token_nothing_is_shown_and_nothing_saved(server, course):
    before = rows(course)
    for path in ("/", "/1b.html", f"/{server.token[:-1]}/1b.html", "/../../etc/passwd"):
        assert ask(server, "GET", path)[0] == 403, path
    mark = {"code": code_of(course, "Ada"), "points": "2", "comment": ""}
    assert ask(server, "POST", "/x/1b", mark)[0] == 403
    assert rows(course) == before


def test_security_another_name_of_this_machine_or_another_page_is_refused(server, course):
    path, before = f"/{server.token}/1b", rows(course)
    mark = {"code": code_of(course, "Ada"), "points": "2", "comment": ""}
    assert ask(server, "GET", f"{path}.html", Host="evil.example")[0] == 403
    assert ask(server, "POST", path, mark, Origin="https://evil.example")[0] == 403
    assert ask(server, "POST", path, mark, Origin="null")[0] == 403
    assert rows(course) == before


def test_security_only_this_machine_can_connect(server):
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 32


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("9z", {"code": "x", "points": "1", "comment": ""}, 400),
        ("../1b", {"code": "x", "points": "1", "comment": ""}, 400),
        ("1b", [], 400),
        ("1b", {"code": "x"}, 400),
        ("1b", {"code": "not-there", "points": "1", "comment": ""}, 409),
        ("1b", {"code": "x", "points": "1", "comment": "x" * 200_000}, 400),
    ],
)
def test_what_is_no_mark_is_refused_and_nothing_is_lost(server, course, path, content, status):
    before = rows(course)
    assert ask(server, "POST", f"/{server.token}/{path}", content)[0] == status
    assert rows(course) == before
