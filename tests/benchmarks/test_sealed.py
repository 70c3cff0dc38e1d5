"""The sealed channel on its own gunicorn: nobody of many at once is refused, nobody on a bad line holds others up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import sealed
from benchmarks.browser import Browser
from benchmarks.evidence import jpeg, pdf
from benchmarks.servers import Server, serving
from tests.faults.slow import SlowLine

SLOW_PEOPLE, REPORTS = 100, 20
MOST_MEMORY, MOST_OF_AN_UPLOAD, MOST_OF_A_CLEANER = 400, 15, 256
"""MB."""
TYPED = "Aslinya di ruang arsip"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(sealed.APPLICATION, tmp_path, sealed.instance(tmp_path), sealed.CONFIG) as running:
        yield running


def test_twenty_reports_at_once_all_arrive_in_400_mb(server: Server) -> None:
    crowd = sealed.crowded(server, REPORTS)
    assert (crowd.arrived, crowd.refused) == (REPORTS, 0)
    assert crowd.before < crowd.most < MOST_MEMORY


def test_the_first_page_answers_while_a_hundred_uploads_hang(server: Server) -> None:
    """Kept as they came: how many are cleaned in twenty seconds depends on the machine."""
    kind, bodies = sealed.uploads_of(server, SLOW_PEOPLE, jpeg(100, 80, 90), j_bukti=TYPED, asli="y")
    lines = [SlowLine.saying(server.port, request(kind, body), left=200) for body in bodies]
    for _ in range(3):
        for line in lines:
            line.trickle()
        assert "Sebelum mulai" in Browser(server.port).get("/").text
    answers = [line.finish().decode() for line in lines]
    assert all(TYPED in answer and sealed.KEPT in answer for answer in answers)


def test_a_whole_report_is_light_and_nobody_is_told_from_another(server: Server, tmp_path: Path) -> None:
    found = sealed.weigh(server, tmp_path)
    assert found.requests <= 12 and found.largest <= 14_336 and found.heard <= 30_000
    assert found.telling == []
    if found.wire:
        assert (found.wire.requests, found.wire.to_reporter) == (found.requests, found.heard)


def test_a_large_file_stays_out_of_the_memory_of_the_web_process(server: Server) -> None:
    photo = jpeg(4000, 3000, 95)
    found = sealed.hand_in(server, "foto", "foto.jpg", photo), sealed.hand_in(server, "pdf", "pindaian.pdf", pdf(photo))
    assert all(one.kept and one.mb > 12 for one in found)
    assert max(one.web_extra for one in found) < MOST_OF_AN_UPLOAD
    assert all(30 < one.child < MOST_OF_A_CLEANER for one in found)


def request(kind: str, body: bytes) -> bytes:
    """As it goes on the wire."""
    lines = ("POST / HTTP/1.1", "Host: 127.0.0.1", "Connection: close", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, f"Content-Type: {kind}", "", "")).encode() + body
