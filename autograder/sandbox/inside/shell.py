"""The IPython shell in which a notebook's cells run. What they show becomes notebook outputs, up to a cap."""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .exceptions import line_of
from .objects.names import Namespace

Output = dict[str, Any]
CUT_NOTE = "\n[The rest of the output was left out: it is too long.]\n"


class InputNotAvailable(Exception):
    """Raised by ``input()``, which has no answer while a notebook is graded."""


class Outputs:
    """What one cell shows. Past the cap only a note is added, so that the memory for it stays small."""

    def __init__(self) -> None:
        self.begin(0)

    def begin(self, cap: int) -> None:
        self.items: list[Output] = []
        self.left = self.cap = cap
        self.cut = self.clear_next = False
        self.displays: dict[str, Output] = {}

    def end(self) -> list[Output]:
        items, self.items = self.items, []
        if self.cut:
            items.append({"output_type": "stream", "name": "stderr", "text": [CUT_NOTE]})
        return [{**i, "text": "".join(i["text"])} if i["output_type"] == "stream" else i for i in items]

    def stream(self, name: str, text: str) -> None:
        room = self._room(len(text))
        if not room:
            return
        last = self.items[-1] if self.items else {}
        if last.get("name") != name:
            self.items.append(last := {"output_type": "stream", "name": name, "text": []})
        last["text"].append(text[:room])

    def show_data(
        self,
        kind: str,
        data: dict[str, Any],
        display_id: str | None = None,
        update: bool = False,
        **more: Any,
    ) -> None:
        """Add displayed data; what is neither text nor a picture has no place in a stored notebook."""
        data = {key: base64.b64encode(v).decode() if isinstance(v, bytes) else v for key, v in data.items()}
        data = {key: value for key, value in data.items() if isinstance(value, str)}
        self.show({"output_type": kind, "data": data, "metadata": {}, **more}, display_id, update)

    def show(self, output: Output, display_id: str | None = None, update: bool = False) -> None:
        if update:
            if display_id in self.displays:
                self.displays[display_id]["data"] = output["data"]
            return
        size = 100 + len(repr(output))
        if self._room(size) == size:
            self.items.append(output)
            if display_id:
                self.displays[display_id] = output

    def clear(self, wait: bool = False) -> None:
        if wait:
            self.clear_next = True
        else:
            self.items, self.displays, self.left = [], {}, self.cap
            self.clear_next = False

    def _room(self, size: int) -> int:
        """Take ``size`` from what is left, or what is left of it."""
        if self.clear_next:
            self.clear()
        room = min(size, max(self.left, 0))
        self.left -= size
        self.cut = self.cut or room < size
        return room


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs):
        self.name, self.outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() takes text, not {type(text).__name__}")
        self.outputs.stream(self.name, text)
        return len(text)


class NoInput(io.TextIOBase):
    """``sys.stdin`` of the cells.

    Attributes
    ----------
    ask : callable, optional
        Returns the next line, while a test that may have one calls the cells' functions.
    """

    ask: Callable[[], str] | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> str:
        if self.ask is None:
            raise InputNotAvailable("input() gets no answer while the notebook is graded")
        return self.ask() + "\n"

    readline = read  # type: ignore[assignment]


class Publisher(DisplayPublisher):
    """Takes what ``display`` shows."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: object = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **kwargs: object,
    ) -> None:
        Shell.outputs.show_data("display_data", data, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        Shell.outputs.clear(wait)


class ResultHook(DisplayHook):
    """Takes the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: object = None) -> None:
        Shell.outputs.show_data("execute_result", format_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """An IPython shell without terminal, history file or event loop of a window system."""

    outputs: Outputs
    stdin: NoInput

    def enable_gui(self, gui: object = None) -> None:
        pass

    def ask_exit(self) -> None:
        pass

    def define_below(self, source: str, error: BaseException) -> bool:
        """Run what a cell defines below the line that has failed; return whether there was a function or a class.

        The line may work on the student's machine, as the mounting of a drive does. Imports that fail below it are
        passed over as well; the stub's own line is none of these.
        """
        line, found = line_of(error), False
        if not line or isinstance(error, NotImplementedError):
            return False
        transform: Callable[[str], str] = self.transform_cell
        transformed = transform(source)
        name = self.compile.cache(transformed, self.execution_count)
        for node in ast.parse(transformed).body:
            if node.lineno > line and _defines(node):
                with contextlib.suppress(Exception):
                    exec(compile(ast.Module([node], []), name, "exec"), self.user_global_ns)
                    found = found or isinstance(node, _CODE)
        return found

    def _format_exception_for_storage(
        self, exception: BaseException, *args: object, **kwargs: object
    ) -> Output:
        """Return what IPython keeps of an error in its history, which nobody reads, without the traceback."""
        return {"ename": type(exception).__name__, "evalue": "", "traceback": []}

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        error = {"ename": etype.__name__, "evalue": str(evalue)[:2000], "traceback": list(stb)}
        self.outputs.show({"output_type": "error", **error})


_CODE = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _defines(node: ast.stmt) -> bool:
    is_constant = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    return is_constant or isinstance(node, _CODE | ast.Import | ast.ImportFrom)


def _say_nothing(*args: object, **kwargs: object) -> None:
    pass


def make_shell(judge: bool = False) -> Shell:
    """Return a shell, warmed up: what IPython, and matplotlib for a student's process, import late has been imported."""
    config = Config()
    config.HistoryManager.enabled = False
    Shell.outputs = Outputs()
    more = {"user_ns": Namespace()} if judge else {}
    shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=ResultHook, **more)
    shell.stdin = NoInput()
    sys.stdin, sys.stdout, sys.stderr = (
        shell.stdin,
        Stream("stdout", shell.outputs),
        Stream("stderr", shell.outputs),
    )
    sys.breakpointhook = lambda *args, **kwargs: None  # a forgotten breakpoint() has no debugger to wait for
    if judge:  # nobody sees the tracebacks of tests, and to make one takes longer than most tests
        vars(shell).update(showtraceback=_say_nothing, showsyntaxerror=_say_nothing)
    run: Callable[[str], object] = shell.run_cell
    if not judge:  # the first traceback takes longest, since what colours it is made then
        run("def fail():\n    raise ValueError('nothing')\n\nfail()")
    if not judge and "matplotlib.pyplot" in sys.modules:
        shell.run_line_magic("matplotlib", "inline")
        run("import matplotlib.pyplot as plt; plt.plot([0, 1]); plt.title('$x$')")
    reset: Callable[[bool], object] = shell.reset
    reset(True)
    return shell
