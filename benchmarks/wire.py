"""What passes on the wire, heard by dumpcap on the loopback and read by tshark: nothing that the client's own count
might have missed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

READY = "File: "
"""What dumpcap says when it hears."""
AGAIN = ("tcp.analysis.retransmission", "tcp.analysis.spurious_retransmission")


@dataclass
class Heard:
    """Requests and bytes of one capture, TCP's payload only: `to_reporter` is what comes down, `on_wire` counts every
    packet of both directions with its IP and TCP heads, as a mobile tariff does. `headers` are names, in small letters.
    """

    requests: int = 0
    to_reporter: int = 0
    from_reporter: int = 0
    on_wire: int = 0
    headers: list[str] = field(default_factory=list)


def can_listen() -> bool:
    """Whether tshark is there and may hear the loopback (Debian: `apt-get install tshark`, as root)."""
    if not all(map(shutil.which, ("dumpcap", "tshark"))):
        return False
    found = subprocess.run(["dumpcap", "-D"], capture_output=True, text=True, check=False)
    return "lo" in re.findall(r"^\d+\. (\S+)", found.stdout, re.MULTILINE)


@contextmanager
def listening(port: int, folder: Path) -> Iterator[Heard]:
    """Hear everything to and from a port of the loopback; the answer is filled in when the block has ended."""
    file, heard = folder / "wire.pcap", Heard()
    command = ["dumpcap", "-i", "lo", "-f", f"tcp port {port}", "-P", "-w", str(file)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(READY):
            break
    yield heard
    time.sleep(1)  # the last packets are on their way to the file
    process.terminate()
    process.communicate()
    _read(file, port, heard)


def _read(file: Path, port: int, heard: Heard) -> None:
    for source, payload, frame, *again in _fields(file, "tcp", "tcp.srcport", "tcp.len", "frame.len", *AGAIN):
        heard.on_wire += int(frame) - 14  # the loopback's Ethernet head
        if any(again):  # a busy machine sends some packets twice
            continue
        if int(source) == port:
            heard.to_reporter += int(payload)
        else:
            heard.from_reporter += int(payload)
    heard.requests = len(_fields(file, "http.request", "http.request.method", port=port))
    lines = _fields(file, "http.response", "http.response.line", port=port)
    heard.headers = sorted({line.partition(":")[0].strip().lower() for row in lines for line in row[0].split("|")})


def _fields(file: Path, which: str, *names: str, port: int = 0) -> list[list[str]]:
    wanted = [part for name in names for part in ("-e", name)]
    command = ["tshark", "-r", str(file), "-Y", which, "-T", "fields", "-E", "aggregator=|", *wanted]
    command += ["-d", f"tcp.port=={port},http"] if port else []
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in said.splitlines()]
