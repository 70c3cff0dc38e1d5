"""The nginx that we ship, as it is shipped but for names, ports and certificates, in a folder of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.docs.packages import ROOT
from tests.servers import program

SHIPPED = (ROOT / "deploy" / "nginx-sealed.conf").read_text(encoding="utf-8")
NAME = "isian.example.go.id"
MAIN = """pid {folder}/pid;
user root;
worker_processes 1;
error_log {folder}/main-error.log notice;
events {{}}
http {{
    access_log {folder}/main-access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/shipped.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running one; `folder` holds all that it may write."""

    folder: Path

    def connect(self) -> http.client.HTTPConnection:
        """As a browser does, over TLS; the socket is a unix one."""
        plain = socket.socket(socket.AF_UNIX)
        plain.connect(str(self.folder / "tls.sock"))
        context = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        connection = http.client.HTTPConnection(NAME)
        connection.sock = context.wrap_socket(plain, server_hostname=NAME)
        return connection

    @property
    def master(self) -> int:
        """Its process, above the worker."""
        return int((self.folder / "pid").read_text())

    def kill(self) -> None:
        """kill -9 to all of it."""
        with suppress(ProcessLookupError, FileNotFoundError):
            os.killpg(self.master, signal.SIGKILL)


def configuration(folder: Path, application: Path, **changed: str) -> str:
    """The shipped file, made to fit the test; `changed` replaces values of directives, to see a test fail."""
    fitted = {
        "listen 443 ssl;": f"listen unix:{folder}/tls.sock ssl;",
        "listen 80;": f"listen unix:{folder}/plain.sock;",
        "    listen [::]:443 ssl;\n": "",
        "    listen [::]:80;\n": "",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": f"{folder}/cert.pem",
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": f"{folder}/key.pem",
        "http://unix:/run/lapor-sealed/http.sock": f"http://unix:{application}",
        **{f"{name} off;": f"{name} {value};" for name, value in changed.items()},
    }
    text = SHIPPED
    for old, new in fitted.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def proxy(folder: Path, application: Path, **changed: str) -> Iterator[Nginx]:
    """nginx in front of the server at this socket; back when it listens, for it goes to the background only then."""
    folder.mkdir()
    _certificate(folder)
    (folder / "shipped.conf").write_text(configuration(folder, application, **changed))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    nginx = program("nginx", "nginx-light", "usr/sbin/nginx")
    done = subprocess.run(
        [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")],
        stdout=subprocess.DEVNULL, stderr=(folder / "start.log").open("wb"), check=False, start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 0, (folder / "start.log").read_text()
    running = Nginx(folder)
    try:
        yield running
    finally:
        running.kill()


def _certificate(folder: Path) -> None:
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    subprocess.run([*command, "-nodes", "-days", "2", *names, *files], check=True, capture_output=True)
