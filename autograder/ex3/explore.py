"""Serve the browser edition on this machine, to this machine alone."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.files import in_clone

USUAL_PORT = 8808  # the same every time, so that links into the explorer can be kept


class Files(SimpleHTTPRequestHandler):
    """The files of one folder, without lists of what lies in it and without a word on the terminal."""

    # One connection for all files: the page has 70, and to connect takes longer than to send most of them. What is
    # answered goes out in one piece and at once; otherwise its body would wait until the browser has confirmed its head.
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    # The system's own table decides otherwise, and on some machines it calls a module plain text.
    extensions_map = {  # noqa: RUF012  (the base class names it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }

    def list_directory(self, path):
        self.send_error(404, "File not found")

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")  # a page that was edited is seen at the next reload
        super().end_headers()

    def log_message(self, format, *args):
        pass


class Server(ThreadingHTTPServer):
    """Reachable from this machine only."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int):
        # SECURITY: the loopback address; nobody on the network can connect.
        super().__init__(("127.0.0.1", port), partial(Files, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request, client_address):
        pass  # a browser that has left in the middle of a file


def open_server(folder: Path | None = None, port: int | None = None) -> Server:
    """Return a server of ``folder`` that is ready to ``serve_forever``.

    Parameters
    ----------
    folder : Path, optional
        The explorer, if left out.
    port : int, optional
        Where to; if none is given, the usual one or, where that is taken, any free one.

    Raises
    ------
    UsageError
        If the port is taken, or not ours to take.
    """
    folder = folder or in_clone("site/explorer")
    if port is None:
        with suppress(OSError):
            return Server(folder, USUAL_PORT)
    try:
        return Server(folder, port or 0)
    except (OSError, OverflowError) as error:
        raise UsageError(f"port {port} cannot be used ({error}). Name another one with --port.") from error
