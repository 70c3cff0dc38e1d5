"""Slow uploads hold nobody up, broken ones are not taken for whole, and endless ones are cut."""

from __future__ import annotations

import time
from pathlib import Path
from select import select
from socket import MSG_WAITALL
from statistics import median

from sqlalchemy import select as rows_of

from tests.faults import endless
from tests.faults.site import grown, rows, settled
from tests.faults.slow import SlowLine
from tests.faults.visitor import ANSWERS, Visitor, shown
from tests.live import live_server
from tests.servers import PATIENCE
from webapp.base.crypto import new_token
from webapp.base.drafts import Draft

SLOW_PEOPLE = 200
ROUNDS = 20


def first_step(token: str) -> dict[str, str]:
    """What the first page of the form sends."""
    return {"draf": token, "langkah": "1", "tentang_kantor": "tidak", "lanjut": "ya"}


def test_pages_answer_within_a_second_while_two_hundred_uploads_crawl(tmp_path: Path, sqlite_url: str) -> None:
    with settled(tmp_path, sqlite_url, WEB_THREADS="256") as site:
        reader, port = Visitor(site.server.port, ""), site.server.port
        lines = [SlowLine.begin(port, first_step(new_token()), left=ROUNDS + 10) for _ in range(SLOW_PEOPLE)]
        took = []
        for _ in range(ROUNDS):
            for line in lines:
                line.trickle()
            began = time.monotonic()
            assert reader.get("/").status == 200
            took.append(time.monotonic() - began)
        answers = [line.finish() for line in lines]

        assert median(took) < 1, f"{median(took):.2f} s"
        assert all(b"200 OK" in answer[:20] and b"Jenis laporan" in answer for answer in answers)
        assert rows(site.db)["draft"] == SLOW_PEOPLE, "nobody was cut off, nothing was lost"


def test_endless_requests_are_cut_and_their_threads_serve_again(tmp_path: Path, sqlite_url: str) -> None:
    few = {"WEB_WORKERS": "1", "WEB_THREADS": "3", "WEB_REQUEST_SECONDS": "1"}
    with settled(tmp_path, sqlite_url, **few) as site:
        port, before = site.server.port, rows(site.db)
        silent = [SlowLine.begin(port, first_step(new_token()), left=10) for _ in range(3)]
        crawling = SlowLine.begin(port, {**first_step(new_token()), "isi": "a" * 400}, left=400)
        headless = SlowLine.saying(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 500, left=400)
        for line in (crawling, headless):
            crawl(line)
            assert line.rest, "the server listened to the end"

        assert Visitor(port, "").get("/").status == 200, "although there were more such lines than threads"
        assert [line.answer().split(b"\r\n")[0] for line in silent] == [b"HTTP/1.1 400 BAD REQUEST"] * 3
        assert not grown(before, rows(site.db))


def test_a_length_that_is_only_announced_earns_no_time(tmp_path: Path, sqlite_url: str) -> None:
    few = {"WEB_WORKERS": "1", "WEB_THREADS": "4", "WEB_REQUEST_SECONDS": "1"}
    with settled(tmp_path, sqlite_url, **few) as site:
        silent = [SlowLine.with_file(site.server.port, first_step(new_token()), 57_600_000) for _ in range(2)]
        assert [line.answer().split(b"\r\n")[0] for line in silent] == [b"HTTP/1.1 400 BAD REQUEST"] * 2


def asking(port: int) -> SlowLine:
    """For the page of `endless` that no buffer holds."""
    return SlowLine.saying(port, b"GET /long HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", left=0)


def test_whoever_does_not_take_the_answer_is_cut_off(tmp_path: Path) -> None:
    few = {"WEB_WORKERS": "1", "WEB_THREADS": "3", "WEB_REQUEST_SECONDS": "1"}
    with live_server(tmp_path, few, application="tests.faults.endless:application") as server:
        deaf = [asking(server.port) for _ in range(3)]
        until = time.monotonic() + PATIENCE
        while server.get("/")[1] != "0":  # answered, although there are as many such lines as threads
            assert time.monotonic() < until, "they hold their threads"
        assert all(len(line.answer()) < endless.LONG for line in deaf), "they were cut in the middle"


def test_whoever_goes_on_taking_it_gets_all_of_it(tmp_path: Path) -> None:
    few = {"WEB_WORKERS": "1", "WEB_THREADS": "3", "WEB_REQUEST_SECONDS": "1"}
    with live_server(tmp_path, few, application="tests.faults.endless:application") as server:
        line, began, heard = asking(server.port), time.monotonic(), 0
        while part := line.socket.recv(1_000_000, MSG_WAITALL):
            heard += len(part)
            select([], [], [], 0.1)
        assert time.monotonic() - began > 2 and heard > endless.LONG


def test_what_goes_on_arriving_is_heard_to_its_end(tmp_path: Path, sqlite_url: str) -> None:
    few = {"WEB_WORKERS": "1", "WEB_THREADS": "4", "WEB_REQUEST_SECONDS": "1"}
    with settled(tmp_path, sqlite_url, **few) as site:
        line, began = SlowLine.with_file(site.server.port, first_step(new_token()), 500_000), time.monotonic()
        crawl(line, 5_000)
        line.socket.settimeout(PATIENCE)
        assert time.monotonic() - began > 3, "so long that its first seconds are long over"
        assert b"200 OK" in line.answer()[:20]


def test_half_of_the_threads_are_kept_from_files(tmp_path: Path, sqlite_url: str) -> None:
    with settled(tmp_path, sqlite_url, WEB_WORKERS="1", WEB_THREADS="4") as site:
        port = site.server.port
        lines = {line.socket: line for line in (announced(port) for _ in range(3))}
        (told,), _, _ = select(lines, [], [], PATIENCE)
        answer = lines.pop(told).answer()

        assert answer.startswith(b"HTTP/1.1 503 ") and b"Retry-After: 60" in answer
        assert "Terlalu banyak berkas sedang dikirim" in answer.decode()
        assert Visitor(port, "").get("/").status == 200
        short = SlowLine.with_file(port, first_step(new_token()), 5_000)
        assert b"200 OK" in short.finish()[:20], "words without a large file, or with a small one, still go"
        assert all(b" 400 " in line.break_off()[:20] for line in lines.values())
        assert b"200 OK" in announced(port).finish()[:20], "and their places are free again"


def announced(port: int) -> SlowLine:
    """The beginning of an upload that would take long."""
    return SlowLine.with_file(port, first_step(new_token()), 500_000)


def crawl(line: SlowLine, count: int = 1) -> None:
    """A byte, or so many, now and then until all went through or the server hangs up."""
    line.socket.settimeout(0.05)
    while line.rest:
        try:
            line.trickle(count)
            line.socket.recv(1)
        except TimeoutError:
            continue
        except OSError:
            pass
        return


def test_half_a_form_is_refused_and_what_was_typed_before_stays(tmp_path: Path, sqlite_url: str) -> None:
    with settled(tmp_path, sqlite_url) as site:
        visitor = Visitor(site.server.port, "Parit tersumbat")
        visitor.fill()
        sealed = rows_of(Draft.sealed, Draft.expires_at)
        with site.db.read() as session:
            before = session.execute(sealed).one()
        whole = {"draf": visitor.token, **ANSWERS, "judul": "Parit", "lanjut": "ya"}
        answer = SlowLine.begin(site.server.port, whole, left=200).break_off()

        assert answer.startswith(b"HTTP/1.1 400")
        with site.db.read() as session:
            assert session.execute(sealed).one() == before
        shown(visitor.send())
