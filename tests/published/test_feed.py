"""The list as an Atom feed, read by a real parser."""

from __future__ import annotations

from typing import Any

from feedparser.api import parse

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.published.test_list import Publish, out, town
from webapp.base.db import Database
from webapp.cases.workflow import Action

__all__ = ["out", "town"]


def feed(client: AuditingClient, path: str = "/laporan/umpan.atom") -> Any:
    """The parsed feed, which must be well-formed Atom 1.0."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer.content_type == "application/atom+xml; charset=utf-8"
    parsed = parse(answer.data)
    assert parsed.version == "atom10" and not parsed.bozo
    return parsed


def test_an_empty_feed_is_a_feed(client: AuditingClient, town: Database) -> None:
    parsed = feed(client)
    assert parsed.entries == [] and parsed.feed.title.startswith("Laporan terbit") and parsed.feed.updated


def test_entries_hold_the_text_and_nothing_of_a_person(client: AuditingClient, out: Publish) -> None:
    received = out("Parit & <lampu>")
    parsed = feed(client)
    [entry] = parsed.entries
    assert entry.title == "Parit & <lampu>" and "dikeruk" in entry.summary and "Ditindaklanjuti." in entry.summary
    assert entry.id == f"tag:localhost,2026:laporan:{received.ticket}"
    assert entry.link.startswith("http://localhost/lacak/") and client.get_page(entry.link).status == 200
    assert "Siti" not in client.get("/laporan/umpan.atom").text and "pelapor.example" not in str(parsed)


def test_a_changed_report_keeps_its_id(client: AuditingClient, out: Publish, town: Database, clock: Clock) -> None:
    received = out()
    before = client.get("/laporan/umpan.atom")
    tag = {"If-None-Match": before.headers["ETag"]}
    assert client.get("/laporan/umpan.atom", headers=tag).status_code == 304
    [old] = feed(client).entries
    clock.pass_by(days=1)
    world.act(town, received.case_id, Action.ANSWER, clock())
    assert client.get("/laporan/umpan.atom", headers=tag).status_code == 200
    [new] = feed(client).entries
    assert new.id == old.id and new.published == old.published and new.updated > old.updated


def test_each_filter_has_its_feed_and_the_page_names_it(client: AuditingClient, out: Publish) -> None:
    out("Parit Samarinda")
    out("Parit Kotabaru", area_code=world.SEMAYAP)
    for query in ("?wilayah=64.72", "?instansi=samarinda-pupr&kata=samarinda"):
        page = client.get_page(f"/laporan{query}")
        link = page.document.soup.select_one("link[rel=alternate]")
        assert link and link["type"] == "application/atom+xml"
        parsed = feed(client, str(link["href"]))
        assert [entry.title for entry in parsed.entries] == ["Parit Samarinda"]
        assert parsed.feed.title == page.title
    assert feed(client, "/laporan/umpan.atom?wilayah=64.72").feed.id != feed(client).feed.id


def test_an_anonymous_report_gives_only_its_week(client: AuditingClient, out: Publish) -> None:
    out(anonymous=True)
    [entry] = feed(client).entries
    assert entry.published == entry.updated == "2026-12-06T16:00:00Z"  # Monday, 00.00 in Samarinda


def test_a_feed_of_nothing_that_is_known_is_refused(client: AuditingClient, town: Database) -> None:
    for query in ("?status=entah", "?wilayah=samarinda", "?instansi=atlantis", "?kata=" + "x" * 999):
        assert client.get(f"/laporan/umpan.atom{query}").status_code == 400
