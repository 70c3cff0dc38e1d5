"""The sealed channel on its own gunicorn, one process as it is shipped: what a report costs, and what many do at once.

`python -m benchmarks.sealed` measures it alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks import evidence, machine, table, wire
from benchmarks.browser import Browser, Page
from benchmarks.compare import Spread
from benchmarks.servers import ROOT, Server, serving
from benchmarks.slow_uploads import Slow, Starved, starve_by

APPLICATION, CONFIG = "webapp.sealed:application", "python:webapp.sealed_gunicorn"
RESULTS = Path(__file__).with_name("results.json")
DONE, KEPT = "Salinan Anda benar", "Berkas tersimpan"
STORY = "Harga kursi di kontrak tiga kali harga toko, dan yang tiba hanya separuhnya. " * 5
OF_EVERYBODY = frozenset(("date", "content-length"))
"""The only headers whose values may differ between two people who send the same."""


@dataclass(frozen=True)
class Weighed:
    """A whole report without a file: requests, bytes of the largest answer and of everything, down and up.

    `wire` is what tshark heard of the same, None where it could not listen. `telling` are the headers by which two
    people who send the same could be told apart, and any that sets a cookie.
    """

    requests: int
    largest: int
    heard: int
    sent: int
    telling: list[str]
    wire: wire.Heard | None


@dataclass(frozen=True)
class Crowd:
    """Reports at once: how many arrived whole, MB of the worker before and at most, and seconds of one sending."""

    reports: int
    arrived: int
    refused: int
    before: float
    most: float
    send: Spread
    seconds: float


@dataclass(frozen=True)
class Uploaded:
    """One file through the walk: MB that the worker held more than before, and that the cleaner held at most."""

    name: str
    mb: float
    kept: bool
    web_extra: float
    child: float
    seconds: float


@dataclass(frozen=True)
class Sealed:
    """Everything; `send` is in seconds, key derivations included, one after the other."""

    weighed: Weighed
    send: Spread
    show_code: Spread
    crowd: Crowd
    starved: Starved
    uploads: Sequence[Uploaded]


def measure(folder: Path, reports: int = 20, uploads: int = 100) -> Sealed:
    """All of it, a new server for each part, so that no part stands in the memory of another."""
    environ = instance(folder)

    def serve() -> AbstractContextManager[Server]:
        return serving(APPLICATION, folder, environ, CONFIG)

    with serve() as server:
        weighed = weigh(server, folder)
        alone = [walk(Browser(server.port)) for _ in range(7)]
    with serve() as server:
        crowd = crowded(server, reports)
    with serve() as server:
        starved = starve(server, uploads)
    with serve() as server:
        files = [hand_in(server, name, *file) for name, file in evidence.files().items()]
    send, show = (Spread.of(pages[at].seconds for pages in alone) for at in (-3, -2))
    return Sealed(weighed, send, show, crowd, starved, files)


def instance(folder: Path) -> dict[str, str]:
    """Settings of an instance with the people of the demo in it."""
    (folder / "sealed").mkdir()
    environ = {"LAPOR_MODE": "demo", "WB_KEY": "-" * 32, "WB_DATA_DIR": str(folder / "sealed")}
    load = [sys.executable, "-m", "flask", "--app", "webapp.sealed", "demo", "load"]
    subprocess.run(load, cwd=ROOT, env={"PATH": os.environ["PATH"], **environ}, check=True, capture_output=True)
    return environ


def walk(browser: Browser) -> list[Page]:
    """From the first page to the code compared: eleven requests, none of them by a way of our own."""
    to_evidence(browser)
    for _step in ("evidence", "identity"):
        browser.press("lanjut")
    browser.press("kirim")
    groups = re.findall(r"<span>((?:\d ){4}\d)", browser.press("kode").text)
    browser.press("cocok", kelompok=groups[-1])
    browser.close()
    return browser.seen


def to_evidence(browser: Browser) -> None:
    """The page that takes files."""
    browser.get("/")
    browser.press("mulai")
    for typed in ({"tujuan": "2"}, {}, {"j_kejadian": STORY}, {"j_pelaku": "Kepala bagian umum"}):
        browser.press("lanjut", None, **typed)


def weigh(server: Server, folder: Path) -> Weighed:
    """A report, its style sheet, and nothing else that any page names."""
    named = re.search(r'<link rel="stylesheet" href="([^"]+)"', Browser(server.port).get("/").text)
    assert named is not None
    browser = Browser(server.port)
    with ExitStack() as stack:
        heard = stack.enter_context(wire.listening(server.port, folder)) if wire.can_listen() else None
        browser.get(named[1])
        pages = walk(browser)
    assert DONE in pages[-1].text
    sizes = [page.bytes_heard for page in pages]
    telling = sorted(_telling(pages[1:], walk(Browser(server.port))))
    return Weighed(len(pages), max(sizes), sum(sizes), sum(page.bytes_sent for page in pages), telling, heard)


def _telling(one: Sequence[Page], other: Sequence[Page]) -> set[str]:
    pairs = [(set(mine.headers), set(theirs.headers)) for mine, theirs in zip(one, other, strict=True)]
    differ = {name.lower() for mine, theirs in pairs for name, _value in mine ^ theirs}
    cookies = {name.lower() for page in one for name, _value in page.headers if name.lower() == "set-cookie"}
    return (differ - OF_EVERYBODY) | cookies


def crowded(server: Server, reports: int) -> Crowd:
    """Many people walk at once, each on a connection of their own."""
    Browser(server.port).get("/keterangan")
    before, began = server.worker_rss()[0], time.perf_counter()
    with ThreadPoolExecutor(reports) as people:
        walks = list(people.map(lambda _: walk(Browser(server.port)), range(reports)))
    took = time.perf_counter() - began
    arrived = sum(DONE in pages[-1].text for pages in walks)
    refused = sum(page.status != 200 for pages in walks for page in pages)
    send = Spread.of(pages[-3].seconds for pages in walks)
    return Crowd(reports, arrived, refused, before, server.worker_rss()[1], send, took)


def starve(server: Server, uploads: int, seconds: float = 10) -> Starved:
    """Files come in pieces, each of a draft of its own, while somebody opens the first page."""
    kind, bodies = uploads_of(server, uploads, evidence.jpeg(200, 150, 90))
    return starve_by(server.port, [Slow("/", kind, body, (KEPT.encode(),)) for body in bodies], seconds)


def uploads_of(server: Server, people: int, photo: bytes, **typed: str) -> tuple[str, list[bytes]]:
    """Bodies that hand in a photo, each for a draft of its own, and what kind of body they are."""
    browser = Browser(server.port)
    to_evidence(browser)
    body, headers = browser.filled("unggah", {"bukti": ("foto.jpg", photo)}, **typed)
    token = _token(browser.page)
    bodies = []
    for _ in range(people):
        browser.get("/")
        bodies.append(body.replace(token, _token(browser.press("mulai"))))
    browser.close()
    return headers["Content-Type"], bodies


def _token(page: Page) -> bytes:
    return dict(page.form_with("lanjut").pairs)["draf"].encode()


def hand_in(server: Server, name: str, file: str, content: bytes) -> Uploaded:
    """One file; a small one goes before, so that only what grows with the file is counted."""
    browser = Browser(server.port)
    to_evidence(browser)
    browser.press("unggah", {"bukti": ("kecil.jpg", evidence.jpeg(200, 150, 90))})
    before, began = server.worker_rss()[0], time.perf_counter()
    with _watching(server) as peaks:
        page = browser.press("unggah", {"bukti": (file, content)})
    took = time.perf_counter() - began
    kept = KEPT in page.text and file.partition(".")[0] in page.text
    return Uploaded(name, len(content) / 1e6, kept, max(peaks["web"]) - before, max(peaks["child"]), took)


@contextmanager
def _watching(server: Server) -> Iterator[dict[str, list[float]]]:
    """MB that the worker holds and that its children have held, looked at some hundred times a second."""
    found, ended = {"web": [server.worker_rss()[0]], "child": [0.0]}, Event()

    def look() -> None:
        while not ended.wait(0.005):
            found["web"].append(server.worker_rss()[0])
            found["child"].append(server.peak_of_children())

    watch = Thread(target=look)
    watch.start()
    yield found
    ended.set()
    watch.join()


def main() -> None:
    """Measure the sealed channel alone, and put it beside what was measured of the site."""
    facts = machine.facts()
    with TemporaryDirectory() as name:
        found = measure(Path(name))
    print("\n".join(table.sealed(found)))
    before = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = {**before, "sealed": {"machine": facts, **asdict(found)}}
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
