"""What students and explorers use: pack a submission, open the explorer."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from autograder.cli.common import AddCommand, terminal, whole_number


def add_submit(command: AddCommand) -> None:
    parser = command(
        "submit", "look what is done and what is open in a student's folder, and pack the zip to hand in"
    )
    parser.set_defaults(run=run_submit)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="with the notebooks (default: mine/ if there, else here)",
    )


def run_submit(arguments: argparse.Namespace) -> None:
    from autograder.core.text import printable
    from autograder.ex3.student import submit

    folder = arguments.folder or (Path("mine") if Path("mine").is_dir() else Path())
    submission = submit(folder)
    terminal().print(printable(str(submission)), soft_wrap=True)


def add_explore(command: AddCommand) -> None:
    parser = command("explore", "serve the explorer to the browser on this machine")
    parser.set_defaults(run=run_explore)
    parser.add_argument(
        "--port", type=whole_number, metavar="N", help="where to (default: 8808, or any free one)"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run_explore(arguments: argparse.Namespace) -> None:
    import webbrowser

    from autograder.ex3.explore import open_server

    with open_server(port=arguments.port) as server:
        console = terminal()
        console.print(f"The explorer is at {server.address}   (Ctrl-C ends it)", soft_wrap=True)
        if not arguments.no_browser:
            webbrowser.open(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
        console.print()
