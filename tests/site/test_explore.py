"""`ex3 explore`: the browser edition on this machine, and nothing else, for nobody else."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing

import pytest

from autograder.core.errors import UsageError
from autograder.core.files import REPOSITORY
from autograder.ex3.explore import open_server


@pytest.fixture
def address(tmp_path):
    """A served folder with a page, a module and a folder without a page; a secret lies beside it."""
    served = tmp_path / "served"
    (served / "inner").mkdir(parents=True)
    (served / "index.html").write_text("<p>hello</p>")
    (served / "pad.js").write_text("export const x = 1;")
    (tmp_path / "secret").write_text("secret")
    with open_server(served, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


def get(url: str):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, "", error.read()


def test_a_page_and_a_module_come_with_their_types(address):
    assert get(address) == (200, "text/html", b"<p>hello</p>")
    assert get(address + "pad.js")[:2] == (200, "text/javascript")


def test_one_connection_serves_many_files(address):
    """The page has 70 of them; a connection for each took half of the time to the first prediction."""
    with closing(http.client.HTTPConnection(address.split("/")[2], timeout=10)) as connection:
        for path in ("/", "/pad.js", "/index.html"):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.status, answer.will_close) == (200, False)
            assert len(answer.read()) == int(answer.headers["Content-Length"])


def test_security_a_folder_is_not_listed_and_nothing_outside_is_served(address):
    assert get(address + "inner/")[0] == 404
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    for path in ("/../secret", "/%2e%2e/secret", "/inner/../../secret", "//../secret"):
        with closing(socket.create_connection((host, int(port)), 10)) as raw:
            raw.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            answer = b"".join(iter(lambda: raw.recv(4096), b""))
        assert b" 404 " in answer.splitlines()[0]
        assert b"\r\n\r\nsecret" not in answer


def test_security_only_this_machine_can_connect():
    with open_server(port=0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_named_with_the_remedy():
    with open_server(port=0) as server:
        with pytest.raises(UsageError, match=rf"port {server.server_port} cannot be used .* --port"):
            open_server(port=server.server_port)
        with pytest.raises(UsageError, match="port 70000 cannot be used"):
            open_server(port=70000)


def test_two_explorers_at_a_time_find_a_port_each():
    with open_server() as one, open_server() as other:
        assert one.server_port != other.server_port


def test_the_command_prints_the_address_serves_the_page_and_ends_quietly_on_ctrl_c(tmp_path):
    command = [sys.executable, "-m", "autograder", "explore", "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline()
        status, kind, content = get(line.split()[4])
        process.send_signal(signal.SIGINT)
        try:
            rest, errors = process.communicate(timeout=30)
        finally:
            process.kill()
    assert line.startswith("The explorer is at http://127.0.0.1:")
    assert (status, kind) == (200, "text/html")
    assert content == (REPOSITORY / "site" / "explorer" / "index.html").read_bytes()
    assert (process.returncode, rest.strip(), errors) == (0, "", "")


@pytest.mark.slow
def test_ctrl_c_is_heard_where_the_tests_were_started_in_the_background():
    alone = (
        f"{sys.executable} -m pytest -q -n 0 -p no:cacheprovider --timeout 60 -k quietly_on_ctrl_c {__file__}"
    )
    done = subprocess.run(["sh", "-c", f"trap '' INT; exec {alone}"], cwd=REPOSITORY, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()
