"""Messages between two processes over one socket: length-prefixed JSON, and never a wait without an end."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

MAX_MESSAGE = 50_000_000
MAX_MARKS = 2_500_000  # each value that is not the first of all needs one: , [ or {


class Patient:
    """A socket that lets a whole message take so many seconds, however many pieces it comes in."""

    def __init__(self, channel: socket.socket, patience: float):
        self.channel, self.end = channel, time.monotonic() + patience

    def _hurry(self) -> None:
        left = self.end - time.monotonic()
        if left <= 0:  # SECURITY: also where there is always one more byte
            raise TimeoutError
        if not left <= (self.channel.gettimeout() or 0.0) <= left + 0.1:  # each change is a system call
            self.channel.settimeout(left)

    def recv_into(self, view: memoryview) -> int:
        self._hurry()
        return self.channel.recv_into(view)

    def sendall(self, content: Any) -> None:
        self._hurry()
        self.channel.sendall(content)


Channel = socket.socket | Patient


def send(channel: Channel, message: dict[str, Any]) -> None:
    content = json.dumps(message).encode()
    channel.sendall(struct.pack(">I", len(content)) + content)


def receive(channel: Channel, most: int = MAX_MESSAGE) -> dict[str, Any] | None:
    """Return the next message, of at most so many bytes; None if the other side is gone.

    Raises
    ------
    ValueError, RecursionError
        If it is not a message.
    """
    header = exactly(channel, 4)
    if header is None:
        return None
    (size,) = struct.unpack(">I", header)
    if size > most:  # SECURITY: the length comes from the other side
        raise ValueError(f"message of {size} bytes")
    content = exactly(channel, size)
    return None if content is None else parsed(content, MAX_MARKS)


def parsed(content: bytearray, most: int) -> dict[str, Any]:
    """Return the object that a JSON text stands for.

    Raises
    ------
    ValueError, RecursionError
        If it is no such text. SECURITY: or has more than ``most`` values; empty lists take sixty times their text.
    """
    if sum(map(content.count, (b",", b"[", b"{"))) > most:
        raise ValueError("a message of too many values")
    message = json.loads(content)
    if not isinstance(message, dict):
        raise ValueError("not an object")
    return message


def exactly(channel: Channel, size: int) -> bytearray | None:
    """Return the next ``size`` bytes; None if the other side is gone."""
    content = bytearray(size)
    return content if fill(memoryview(content), channel) else None


def fill(view: memoryview, channel: Channel) -> bool:
    """Fill a view with what comes next; return False if the other side is gone."""
    got = 0
    while got < len(view):
        more = channel.recv_into(view[got:])
        if not more:
            return False
        got += more
    return True


def take_socket(channel: socket.socket) -> socket.socket | None:
    """Return the socket that is handed over next; None if the other side is gone."""
    _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    return socket.socket(fileno=descriptors[0]) if descriptors else None
