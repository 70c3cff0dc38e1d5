"""A line so slow, or so broken, that the request has to be written to the socket bit by bit."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from tests.servers import PATIENCE

FILE, END = '; name="bukti"; filename="a.txt"\r\n\r\n', b"\r\n--b--\r\n"


@dataclass
class SlowLine:
    """A connection on which a form is under way; `rest` has not been sent yet."""

    socket: socket.socket
    rest: bytes

    @classmethod
    def begin(cls, port: int, fields: dict[str, str], left: int) -> Self:
        """Send everything but the last `left` bytes of the form."""
        body = urlencode(fields).encode()
        head = (
            "POST /lapor HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        return cls.saying(port, head + body, left)

    @classmethod
    def with_file(cls, port: int, fields: dict[str, str], announced: int, path: str = "/lapor") -> Self:
        """The beginning of a form with a file, which says that it will be so long; `rest` is the end of the file."""
        parts = [f'; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
        said = "".join(f"--b\r\nContent-Disposition: form-data{part}" for part in [*parts, FILE])
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {announced}\r\n\r\n"
        )
        left = b"a" * (announced - len(said) - len(END)) + END
        return cls.saying(port, (head + said).encode() + left, len(left))

    @classmethod
    def saying(cls, port: int, request: bytes, left: int) -> Self:
        """Send everything but the last `left` bytes of a request."""
        line = cls(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE), request[len(request) - left :])
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.socket.sendall(request[: len(request) - left])
        return line

    def trickle(self, count: int = 1) -> None:
        """Some bytes more."""
        self.socket.sendall(self.rest[:count])
        self.rest = self.rest[count:]

    def break_off(self) -> bytes:
        """No more will come; returns the answer."""
        self.socket.shutdown(socket.SHUT_WR)
        return self.answer()

    def finish(self) -> bytes:
        """Send the rest; returns the answer."""
        self.trickle(len(self.rest))
        return self.answer()

    def answer(self) -> bytes:
        """All that the server says until it hangs up."""
        parts = []
        while part := self._heard():
            parts.append(part)
        self.socket.close()
        return b"".join(parts)

    def _heard(self) -> bytes:
        try:
            return self.socket.recv(65536)
        except ConnectionResetError:
            return b""
