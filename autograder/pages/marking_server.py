"""Serve the marking pages to the browser of this machine, and save marks in the CSVs as they are typed.

SECURITY: answers and names must reach nobody else. The server listens on the loopback address; every address has a
random token in it, which other users and other pages of the browser do not know; a request that comes under another
name than 127.0.0.1, or that another page has sent, is refused.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from autograder.core.errors import Ex3Error
from autograder.course.folder import Course
from autograder.pages.html import page_template
from autograder.pages.manual import Question, labels, read_questions
from autograder.pages.mark_sheets import read_comments
from autograder.pages.marking import prepare, render, type_in, version_of

MOST_BYTES = 100_000  # of one request


class MarkingServer(ThreadingHTTPServer):
    """The marking pages of a course.

    Parameters
    ----------
    course : Course
    enter : callable
        Puts all marks into the gradebook, and returns what it did in words.
    """

    daemon_threads = True

    def __init__(self, course: Course, enter: Callable[[], str]):
        super().__init__(("127.0.0.1", 0), Pages)
        self.course, self.enter = course, enter
        self.token = secrets.token_urlsafe(24)
        self.lock = threading.Lock()  # one page or mark at a time: the CSVs have no locks of their own
        self._questions: dict[str, Question] = {}

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/{self.token}/"

    def overview(self) -> str:
        """Return the page that lists the questions."""
        rows = []
        for label in labels(self.course):
            typed, _ = prepare(self.course, self._question(label))
            rows.append((label, len(typed), sum(bool(row.points) for row in typed.values())))
        return page_template("marking_overview.html").render(rows=rows)

    def page(self, label: str) -> str:
        """Return the page of a question, with what has been typed so far."""
        question = self._question(label)
        rows, notes = prepare(self.course, question)
        version = version_of(self.course, question)
        save_to = f"/{self.token}/{label}"
        return render(question, rows, notes, read_comments(self.course), version, save_to)

    def enter_all(self) -> str:
        done = self.enter()
        self._questions.clear()  # their marks are others now
        return done

    def _question(self, label: str) -> Question:
        if label not in self._questions:
            (self._questions[label],) = read_questions(self.course, [label])
        return self._questions[label]

    def handle_error(self, request, client_address):
        pass  # a browser that has left in the middle of a page


class Pages(BaseHTTPRequestHandler):
    """Answers ``/TOKEN/``, ``/TOKEN/2b.html``, and marks posted to ``/TOKEN/2b``."""

    server: MarkingServer

    def do_GET(self) -> None:
        path = self._path()
        if path is None:
            return
        label = path.removesuffix(".html")
        with self.server.lock:
            if path == "":
                self._answer(200, self.server.overview())
            elif path.endswith(".html") and label in labels(self.server.course):
                self._answer(200, self.server.page(label))
            else:
                self._answer(404, "There is no such page.", "text/plain")

    def do_POST(self) -> None:
        path = self._path()
        if path is None:
            return
        if self.headers.get("Origin") != self.server.origin:
            self._answer(403, "Not from this page.", "text/plain")
            return
        try:
            size = int(self.headers.get("Content-Length", ""))
            content = json.loads(self.rfile.read(size)) if 0 <= size <= MOST_BYTES else {}
            with self.server.lock:
                said = self._do(path, content)
        except (ValueError, KeyError, TypeError):
            self._answer(400, "Not understood.", "text/plain")
        except (Ex3Error, OSError) as error:
            self._answer(409, str(error), "text/plain")
        else:
            self._answer(200, said, "text/plain")

    def _do(self, path: str, content: dict) -> str:
        if path == "enter":
            return self.server.enter_all()
        if path not in labels(self.server.course):
            raise KeyError(path)
        code, points, comment = (str(content[name]) for name in ("code", "points", "comment"))
        type_in(self.server.course, path, code, points, comment)
        return "Saved."

    def _path(self) -> str | None:
        """Return what is asked for below the token; None if the request is none of ours, and has been refused."""
        host = self.headers.get("Host", "")
        token, _, path = urlsplit(self.path).path.removeprefix("/").partition("/")
        if f"http://{host}" != self.server.origin or not secrets.compare_digest(
            token.encode(), self.server.token.encode()
        ):
            self._answer(403, "Open the address that `ex3 grade-reports --serve` has printed.", "text/plain")
            return None
        return path

    def _answer(self, status: int, text: str, kind: str = "text/html") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass
