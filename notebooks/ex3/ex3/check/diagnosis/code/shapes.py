"""Where an answer stopped with an error: the operation that failed, and the shapes on its two sides."""

from __future__ import annotations

import ast
import linecache
import re
import textwrap
from dataclasses import dataclass
from types import FrameType, TracebackType

import numpy as np

from ex3.network import Parameters

METHODS = {
    "sum",
    "mean",
    "ravel",
    "reshape",
    "flatten",
    "copy",
    "transpose",
    "squeeze",
    "astype",
    "dot",
    "cumsum",
}
FUNCTIONS = {"dot", "sum", "mean", "log", "exp", "zeros", "ones", "eye", "arange", "transpose", "matmul", "outer",
             "multiply", "add", "subtract", "reshape", "ravel", "zeros_like", "ones_like", "abs", "square", "array", "tile", "repeat",
             "maximum", "sqrt", "full", "identity"}  # fmt: skip


class Unknown(Exception):
    """An expression that is not looked into."""


@dataclass(frozen=True)
class Clash:
    """An operation that failed; each side as it is written, and its shape."""

    operation: str
    left: str
    left_shape: tuple[int, ...]
    right: str
    right_shape: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.left} is {_written(self.left_shape)}, {self.right} is {_written(self.right_shape)}"


def _written(shape: tuple[int, ...]) -> str:
    return str(shape) if shape else "a number"


def clash(traceback: TracebackType | None, ours: str) -> Clash | None:
    """Return the operation that failed in the student's line, or None if there is no telling."""
    line = _failing_line(traceback, ours)
    return _clash_in(*line) if line else None


def _failing_line(traceback: TracebackType | None, ours: str) -> tuple[FrameType, int] | None:
    while traceback is not None:
        frame, number = traceback.tb_frame, traceback.tb_lineno
        if traceback.tb_next is None or _is_foreign(traceback.tb_next.tb_frame, ours):
            return None if _is_foreign(frame, ours) else (frame, number)
        traceback = traceback.tb_next
    return None


def indexed(traceback: TracebackType | None, ours: str) -> tuple[str, str, str]:
    """Return what the failing line indexes past its end, its shape and the index, as they are written; or "" each."""
    line = _failing_line(traceback, ours)
    for statement in _statements(*line) if line else []:
        for node in ast.walk(statement):
            if not isinstance(node, ast.Subscript):
                continue
            try:
                array, index = np.asarray(_value(node.value, line[0])), _index(node.slice, line[0])
            except Exception:
                continue
            try:
                array[index]
            except IndexError:
                return ast.unparse(node.value), str(array.shape), ast.unparse(node.slice)
    return "", "", ""


def unpacked(traceback: TracebackType | None, ours: str) -> list[str]:
    """Return the names on the left of the failing line, if it is one assignment to several."""
    line = _failing_line(traceback, ours)
    found = [node for node in (_statements(*line) if line else []) if isinstance(node, ast.Assign)]
    left = found[0].targets[0] if len(found) == 1 else None
    return [ast.unparse(each) for each in left.elts] if isinstance(left, ast.Tuple) else []


def in_message(text: str, traceback: TracebackType | None, ours: str) -> str:
    """Say what NumPy's message tells of two shapes, with the shapes of the arrays at that point; "" if it has none."""
    pair = re.search(r"(?:shapes?|operand).*?(\([\d, ]+\)).*?(\([\d, ]+\))", text)
    sizes = re.search(r"mismatch in its core dimension.*size (\d+) is different from (\d+)", text)
    if pair:
        left, right = (tuple(int(n) for n in re.findall(r"\d+", each)) for each in pair.groups())
        operation = "@" if "aligned" in text else ""
        found = Clash(operation, "the left side", left, "the right side", right)
        said = f"Two shapes do not fit: {left} and {right}. {advice(found)}"
    elif sizes:
        said = f"A product with @ has {sizes[2]} entries to sum over on its left and {sizes[1]} on its right; they must be equally many."
    else:
        return ""
    return f"{said} {_at_hand(traceback, ours)}".strip()


def _at_hand(traceback: TracebackType | None, ours: str) -> str:
    """List the shapes of the arrays that the failing function holds."""
    frame = None
    while traceback is not None:
        if not _is_foreign(traceback.tb_frame, ours):
            frame = traceback.tb_frame
        traceback = traceback.tb_next
    if frame is None:
        return ""
    held = {}
    for name, value in frame.f_locals.items():
        if isinstance(value, Parameters):
            held |= {f"{name}.{field}": np.shape(block) for field, block in vars(value).items()}
        elif isinstance(value, np.ndarray):
            held[name] = value.shape
    listed = ", ".join(f"{name} {shape}" for name, shape in held.items())
    return f"At that point: {listed}." if held else ""


def _is_foreign(frame: FrameType, ours: str) -> bool:
    name = frame.f_code.co_filename
    return "site-packages" in name or name.startswith(ours)


def _clash_in(frame: FrameType, number: int) -> Clash | None:
    for statement in _statements(frame, number):
        for node in ast.walk(statement):
            if isinstance(node, ast.AugAssign):
                node = ast.BinOp(ast.copy_location(node.target, node), node.op, node.value)
            sides = _sides(node)
            if sides is None:
                continue
            operation, left, right = sides
            try:
                values = [np.asarray(_value(side, frame)) for side in (left, right)]
            except Exception:
                continue
            if not _fits(operation, *(value.shape for value in values)):
                return Clash(
                    operation, ast.unparse(left), values[0].shape, ast.unparse(right), values[1].shape
                )
    return None


def _statements(frame: FrameType, number: int) -> list[ast.AST]:
    """Return the statement at a line of a frame's code."""
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    if not lines:
        return []
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        try:
            return list(ast.parse(textwrap.dedent(lines[number - 1])).body)
        except (SyntaxError, IndexError):
            return []
    simple = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.AnnAssign)
    found: list[ast.stmt | ast.expr] = []
    for n in ast.walk(tree):
        if isinstance(n, simple):
            found.append(n)
        elif isinstance(n, ast.If | ast.While):
            found.append(n.test)
        elif isinstance(n, ast.For):
            found.append(n.iter)
    return [n for n in found if n.lineno <= number <= (n.end_lineno or n.lineno)]


def _sides(node: ast.AST) -> tuple[str, ast.expr, ast.expr] | None:
    signs = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}
    if isinstance(node, ast.BinOp) and type(node.op) in signs:
        return signs[type(node.op)], node.left, node.right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("dot", "matmul") and len(node.args) == 2:
            return "@", node.args[0], node.args[1]
        if node.func.attr == "dot" and len(node.args) == 1:
            return "@", node.func.value, node.args[0]
    return None


def _fits(operation: str, left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    if operation == "@":
        if not left or not right:
            return False
        return left[-1] == (right[-2] if len(right) > 1 else right[0])
    try:
        np.broadcast_shapes(left, right)
    except ValueError:
        return False
    return True


def _value(node: ast.expr, frame: FrameType):
    """Evaluate an expression of arrays once more; only names, fields, slices, arithmetic and a few functions."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        names = {**frame.f_globals, **frame.f_locals}
        if node.id not in names:
            raise Unknown(node.id)
        return names[node.id]
    if isinstance(node, ast.Attribute):
        value = _value(node.value, frame)
        if isinstance(value, Parameters) or (
            isinstance(value, np.ndarray) and node.attr in ("T", "shape", "size")
        ):
            return getattr(value, node.attr)
        raise Unknown(node.attr)
    if isinstance(node, ast.Subscript):
        value = _value(node.value, frame)
        if isinstance(value, np.ndarray | tuple | list):
            return value[_index(node.slice, frame)]
        raise Unknown("index")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, frame)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = _value(node.left, frame), _value(node.comparators[0], frame)
        return np.asarray(left) == np.asarray(right)
    if isinstance(node, ast.BinOp):
        return _binary(node, frame)
    if isinstance(node, ast.Call):
        return _call(node, frame)
    raise Unknown(type(node).__name__)


def _index(node: ast.expr, frame: FrameType):
    if isinstance(node, ast.Slice):
        return slice(
            *(None if each is None else _value(each, frame) for each in (node.lower, node.upper, node.step))
        )
    if isinstance(node, ast.Tuple):
        return tuple(_index(each, frame) for each in node.elts)
    if isinstance(node, ast.List):
        return [_value(each, frame) for each in node.elts]
    return _value(node, frame)


def _binary(node: ast.BinOp, frame: FrameType):
    left, right = _value(node.left, frame), _value(node.right, frame)
    operations = {
        ast.Add: lambda a, b: a + b,
        ast.Sub: lambda a, b: a - b,
        ast.Mult: lambda a, b: a * b,
        ast.Div: lambda a, b: a / b,
        ast.MatMult: lambda a, b: a @ b,
        ast.Pow: lambda a, b: a**b if isinstance(b, int | float) and abs(b) < 10 else None,
    }
    numbers = np.ndarray | np.number | int | float
    if type(node.op) not in operations or not isinstance(left, numbers) or not isinstance(right, numbers):
        raise Unknown("operator")
    with np.errstate(all="ignore"):
        return operations[type(node.op)](left, right)


def _call(node: ast.Call, frame: FrameType):
    args = [_value(each, frame) for each in node.args]
    options = {each.arg: _value(each.value, frame) for each in node.keywords if each.arg}
    if isinstance(node.func, ast.Attribute):
        if (
            isinstance(node.func.value, ast.Name)
            and node.func.value.id in ("np", "numpy")
            and node.func.attr in FUNCTIONS
        ):
            return getattr(np, node.func.attr)(*args, **options)
        value = _value(node.func.value, frame)
        if isinstance(value, np.ndarray) and node.func.attr in METHODS:
            return getattr(value, node.func.attr)(*args, **options)
    if isinstance(node.func, ast.Name) and node.func.id == "sigmoid" and len(args) == 1:
        return np.asarray(args[0])  # the same shape
    raise Unknown("call")


def advice(found: Clash) -> str:
    """Say what to do about two shapes that do not fit."""
    left, right = found.left_shape, found.right_shape
    column = (
        "A bias is a column: shape (n, 1) is added to each column of a matrix, shape (n,) along its rows."
    )
    if found.operation == "@":
        if found.left == found.right:
            return "This is the product of two matrices; `**` takes the square of each entry."
        if len(left) == len(right) == 2:
            if left[0] == right[0]:
                return f"`@` sums over the last axis on the left and the first on the right. {_t(found.left)} @ {found.right} would fit."
            if left[1] == right[1]:
                return f"`@` sums over the last axis on the left and the first on the right. {found.left} @ {_t(found.right)} would fit."
            if left[0] == right[1]:
                return f"`@` sums over the last axis on the left and the first on the right. {found.right} @ {found.left} would fit."
        return "`@` sums over the last axis on the left and the first on the right, so these two must be of equal length."
    if found.operation in ("*", "/") and len(left) == len(right) == 2 and left[1] == right[0]:
        return f"`{found.operation}` goes entry by entry, so that the shapes must be equal, or a length be 1 where they differ. The product of two matrices is `@`."
    if 1 in (len(left), len(right)):
        flat = found.left if len(left) == 1 else found.right
        if re.search(r"b[12]|bias|ravel|flatten", flat):
            return column
        flat = flat.replace("the ", "The ", 1) if flat.startswith("the ") else flat
        return f"{flat} has a single axis, so it is laid along the rows of the other. A bias is a column, and X[:, [i]] keeps a sample one; X[:, i] does not."
    what = f"`{found.operation}` goes" if found.operation else "Sums and products go"
    return f"{what} entry by entry: the shapes must be equal, or 1 where they differ."


def _t(text: str) -> str:
    if text.endswith(".T"):
        return text.removesuffix(".T")
    return f"{text}.T" if re.fullmatch(r"[\w.\[\]]+", text) else f"({text}).T"
