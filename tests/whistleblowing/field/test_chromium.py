"""A real Chromium after a whole report and a talk: nothing of them in its profile; and what went over the wire."""

from __future__ import annotations

import re
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from accessibility.browser import Browser, open_browser
from tests.live import LiveServer
from tests.servers import PATIENCE, program
from tests.whistleblowing.field.trial import PLACE, STORE, Place, Trial, document, place, serving
from tests.whistleblowing.walk.steps import ON
from webapp.whistleblowing.codes import LENGTH
from webapp.whistleblowing.scan import Markers, scan

pytestmark = pytest.mark.xdist_group("browser")
STORES = """
const done = arguments[arguments.length - 1];
(async () => done([
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
]))();
"""
ITS_OWN = {
    "Host", "Connection", "Cache-Control", "Upgrade-Insecure-Requests", "User-Agent", "Accept", "Accept-Language",
    "Accept-Encoding", "Referer", "Origin", "Content-Type", "Content-Length", "Cookie",
    *(f"Sec-Fetch-{name}" for name in ("Site", "Mode", "User", "Dest")),
    *(f"sec-ch-ua{name}" for name in ("", "-mobile", "-platform")),
}  # fmt: skip
"""Headers that Chromium sends to every site; nothing of ours asks it for another one."""
MOST_REQUESTS, MOST_BYTES_BACK = 40, 250_000


@contextmanager
def captured(server: LiveServer, to: Path) -> Iterator[None]:
    """All that passes over loopback to and from the server."""
    command = [program("tcpdump", "tcpdump"), "-i", "lo", "-U", "--immediate-mode", "-w", str(to)]
    with subprocess.Popen([*command, "tcp", "port", str(server.port)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        limit = threading.Timer(PATIENCE, process.kill)
        limit.start()
        assert any("listening on" in line for line in process.stderr)
        limit.cancel()
        yield
        process.terminate()


def report(browser: Browser, url: str, trial: Trial, file: Path) -> None:
    """The form with a file, up to the last group of the code."""
    browser.get(f"{url}/").press("Saya mengerti, mulai").choose(PLACE).press(ON).press(ON)
    browser.fill("Ceritakan", trial.words["isi"]).press(ON).fill("Siapa yang", trial.words["pelaku"]).press(ON)
    browser.all("#bukti")[0].send_keys(str(file))
    browser.press(STORE).press(ON).fill("Nama Anda", trial.words["identitas"]).press(ON)
    trial.words["draf"] = browser.all("[name=draf]")[0].get_dom_attribute("value") or ""
    browser.press("Kirim sekarang").press("Tampilkan kode")
    trial.code = re.sub(r"\D", "", browser.all(".code")[0].text)
    browser.fill("Lima angka", trial.code[-5:]).press("Cocokkan")


def mistake(browser: Browser, url: str, trial: Trial) -> str:
    """The code with two digits swapped: the answer is a page with an error. Returns what was typed."""
    typed = next(
        trial.code[:at] + trial.code[at : at + 2][::-1] + trial.code[at + 2 :]
        for at in range(LENGTH - 1)
        if trial.code[at] != trial.code[at + 1]
    )
    browser.get(f"{url}/kotak").fill("Kode", typed).press("Buka kotak")
    assert browser.all("[aria-invalid]")
    return typed


def talk(browser: Browser, url: str, trial: Trial) -> None:
    """Into the box with the code, a message, what was sent, and out."""
    browser.get(f"{url}/kotak").fill("Kode", trial.code).press("Buka kotak")
    browser.fill("Tulisan Anda", trial.words["jawab"]).press("Kirim").press("Baca yang saya kirim")
    assert trial.words["isi"] in browser.text
    browser.press("Kembali ke kotak")
    assert [one["name"] for one in cookies(browser)] == ["kotak"]
    browser.press("Keluar")


def cookies(browser: Browser) -> list[dict[str, Any]]:
    """Of all sites."""
    return cast(list[dict[str, Any]], browser.command("Network.getAllCookies")["cookies"])


def profile_of(browser: Browser) -> Path:
    """The folder where Chromium keeps everything."""
    return Path(browser.driver.capabilities["chrome"]["userDataDir"])


@pytest.fixture
def at(tmp_path: Path) -> Place:
    return place(tmp_path)


@pytest.mark.parametrize("flags", [("--incognito",), ()], ids=["private", "ordinary"])
def test_nothing_stays_in_the_browser(at: Place, tmp_path: Path, flags: tuple[str, ...]) -> None:
    """In an ordinary window Chromium lays down what forms have sent, to open its tabs again after a crash: nobody else
    can forget that. What had a password in it, it leaves out (templates/whistleblowing/unkept.html).
    """
    trial, file = Trial(), tmp_path / "nota.pdf"
    file.write_bytes(document(trial.words["bukti"]))
    with serving(at) as server, open_browser(*flags) as browser:
        report(browser, server.url, trial, file)
        assert cookies(browser) == []
        mistaken = mistake(browser, server.url, trial)
        talk(browser, server.url, trial)
        assert browser.driver.execute_async_script(STORES) == [0] * 6
        assert cookies(browser) == []
        assert browser.command("Storage.getUsageAndQuota", origin=server.url)["usage"] == 0
        markers = [trial.words[kind] for kind in ("isi", "pelaku", "identitas", "bukti", "jawab", "draf")]
        profile = profile_of(browser)
        browser.driver.quit()  # what is in memory goes to the disk
        found = scan([profile], Markers.of([*markers, trial.code, mistaken]))
    assert found.files > 20
    assert found.finds == set()


def test_what_goes_over_the_wire(at: Place, tmp_path: Path) -> None:
    trial, wire = Trial(), tmp_path / "wire.pcap"
    file = tmp_path / "nota.pdf"
    file.write_bytes(document(trial.words["bukti"]))
    with serving(at) as server, open_browser() as browser, captured(server, wire):
        report(browser, server.url, trial, file)
        talk(browser, server.url, trial)
    seen = wire.read_bytes()
    heads = [head.decode() for head in re.findall(rb"(?:GET|POST) /\S* HTTP/1\.1\r\n(?:[^\r\n]+\r\n)+", seen)]
    names = Counter(line.split(":")[0] for head in heads for line in head.split("\r\n")[1:] if line)
    assert 15 < len(heads) <= MOST_REQUESTS
    assert set(names) <= ITS_OWN, set(names) - ITS_OWN
    asked = {head.split()[1] for head in heads}
    assert {path for path in asked if not path.startswith("/static/")} <= {"/", "/kotak", "/favicon.ico"}
    answers = re.findall(rb"HTTP/1\.1 \d{3} [^\r\n]+\r\n(?:[^\r\n]+\r\n)+", seen)
    assert len(answers) == len(heads)
    pages = [one for one in answers if b"no-store" in one]
    assert pages and not [one for one in pages if re.search(rb"(?i)etag|last-modified|request-id|timing", one)]
    lengths = re.findall(rb"(?i)content-length: (\d+)", b"".join(answers))
    assert sum(map(int, lengths)) < MOST_BYTES_BACK
