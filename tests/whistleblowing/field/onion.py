"""A Tor network of our own on the loopback, with the onion service that we ship: nothing of it leaves the machine.

One directory authority and some relays, made with the options that tor has for such networks (tor(1), "TESTING NETWORK
OPTIONS"): they agree after seconds on what takes an hour outside.
"""

from __future__ import annotations

import http.client
import re
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.docs.packages import ROOT
from tests.servers import PATIENCE, program

SHIPPED = (ROOT / "deploy" / "onion.conf").read_text(encoding="utf-8")
RELAYS = 9
EVERYBODY = """TestingTorNetwork 1
AssumeReachable 1
ShutdownWaitLength 0
PathsNeededToBuildCircuits 0.67
Log notice file {folder}/log
DataDirectory {folder}
Nickname {name}
"""
RELAY = """Address 127.0.0.1
ORPort 127.0.0.1:{port}
SocksPort 0
ExitPolicy reject *:*
"""
AUTHORITY = """DirPort 127.0.0.1:{directory}
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
ContactInfo nobody@example.org
TestingDirAuthVoteExit *
TestingDirAuthVoteGuard *
TestingDirAuthVoteHSDir *
TestingMinExitFlagThreshold 0
TestingV3AuthInitialVotingInterval 5
TestingV3AuthInitialVoteDelay 2
TestingV3AuthInitialDistDelay 2
V3AuthVotingInterval 10
V3AuthVoteDelay 2
V3AuthDistDelay 2
"""


@dataclass(frozen=True)
class Onion:
    """The name of the service, and the port at which the tor of a visitor listens."""

    host: str
    socks: int

    def connect(self) -> http.client.HTTPConnection:
        """Through the network, as Tor Browser does: the name is told to tor and to nobody else (RFC 1928, type 3)."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        plain = socket.create_connection(("127.0.0.1", self.socks), timeout=PATIENCE)
        plain.sendall(b"\x05\x01\x00")
        assert plain.recv(2) == b"\x05\x00"
        name = self.host.encode()
        plain.sendall(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + struct.pack(">H", 80))
        answer = plain.recv(10)
        if answer[1:2] != b"\x00":
            plain.close()
            raise ConnectionError(answer.hex())
        connection.sock = plain
        return connection


def _ports(many: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(many)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _settings(folder: Path, name: str, *parts: str) -> Path:
    """The file of one of them, who has a folder of its own."""
    (folder / name).mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.conf"
    path.write_text(EVERYBODY.format(folder=folder / name, name=name) + "".join(parts))
    return path


def _authority(folder: Path, port: int, directory: int) -> str:
    """The line by which all others know it."""
    keys = folder / "authority" / "keys"
    keys.mkdir(parents=True)
    files = {flag: keys / f"authority_{name}" for flag, name in zip("isc", _KEYS, strict=True)}
    command = [program("tor-gencert", "tor", "usr/bin/tor-gencert"), "--create-identity-key", "-m", "12"]
    named = [word for flag, path in files.items() for word in (f"-{flag}", str(path))]
    address = f"127.0.0.1:{directory}"
    subprocess.run(
        [*command, *named, "-a", address, "--passphrase-fd", "0"], input=b"\n", check=True, capture_output=True
    )
    found = re.search(r"^fingerprint (\w+)$", files["c"].read_text(), re.MULTILINE)
    assert found
    flags = f"orport={port} v3ident={found[1]}"
    _settings(folder, "authority", RELAY.format(port=port), f"DirAuthority authority {flags} {address} {'F' * 40}\n")
    told = subprocess.run(
        [*_tor(folder, "authority"), "--list-fingerprint"], capture_output=True, text=True, check=True
    )
    fingerprint = "".join(told.stdout.strip().splitlines()[-1].split()[1:])
    return f"DirAuthority authority {flags} {address} {fingerprint}\n"


_KEYS = ("identity_key", "signing_key", "certificate")


def _tor(folder: Path, name: str) -> list[str]:
    return [program("tor", "tor", "usr/sbin/tor"), "-f", str(folder / f"{name}.conf"), "--quiet"]


def _service(folder: Path, application: Path) -> str:
    """The shipped file, whole, but for its two paths; what it logs goes where the others log."""
    text = SHIPPED
    for old, new in {
        "/var/lib/tor/lapor-sealed/": f"{folder}/onion/",
        "unix:/run/lapor-sealed/http.sock": f"unix:{application}",
        "Log err syslog\n": "",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    return text + "SocksPort 0\n"


@contextmanager
def network(folder: Path, application: Path) -> Iterator[Onion]:
    """The network, with the service in front of the server at this socket; back when its first page can be had."""
    folder.mkdir()
    port, directory, socks, *relays = _ports(3 + RELAYS)
    known = _authority(folder, port, directory)
    _settings(folder, "authority", known, RELAY.format(port=port), AUTHORITY.format(directory=directory))
    _settings(folder, "service", known, _service(folder, application))
    _settings(folder, "visitor", known, f"SocksPort 127.0.0.1:{socks}\n")
    for number, one in enumerate(relays):
        _settings(folder, f"relay{number}", known, RELAY.format(port=one))
    with ExitStack() as stack:
        for path in folder.glob("*.conf"):
            process = stack.enter_context(subprocess.Popen(_tor(folder, path.stem)))
            stack.callback(process.kill)
        yield _reached(folder / "onion" / "hostname", socks)


def _reached(name: Path, socks: int) -> Onion:
    """When everybody has agreed and the service has told where it is to be met."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            onion = Onion(name.read_text().strip(), socks)
            with closing(onion.connect()):
                return onion
        except OSError:
            assert time.monotonic() < until, "no way through the network"
            time.sleep(0.5)
