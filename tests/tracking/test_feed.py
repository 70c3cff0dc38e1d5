"""What happened to one ticket as an Atom feed, behind the same veil as its page."""

from __future__ import annotations

from tests.auditing import AuditingClient
from tests.published.test_feed import feed
from tests.tracking.conftest import CaseMaker, address, public_page
from webapp.cases.workflow import Status


def test_the_moments_of_the_page_newest_first(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    where = f"{address(received.ticket)}/umpan.atom"
    parsed = feed(client, where)
    titles = [entry.title for entry in parsed.entries]
    assert titles[0] == "Dinas PUPR Samarinda menjawab" and titles[-1] == "Diterima lewat situs"
    assert parsed.entries[-1].id == f"tag:localhost,2026:lacak:{received.ticket}:1"
    assert "Siti" not in str(parsed) and "dikeruk sepanjang" not in str(parsed)
    link = public_page(client, received).document.soup.select_one("link[rel=alternate]")
    assert link and link["href"] == where
    first = client.get(where)
    assert client.get(where, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_secret_and_an_anonymous_one_keep_their_veil(client: AuditingClient, case_in: CaseMaker) -> None:
    secret = feed(client, f"{address(case_in(confidential=True, key='secret').ticket)}/umpan.atom")
    assert secret.feed.title.startswith("Isi laporan ini dirahasiakan") and "Sidomulyo" not in str(secret)
    hidden = feed(client, f"{address(case_in(anonymous=True, key='hidden').ticket)}/umpan.atom")
    assert {entry.updated for entry in hidden.entries} == {"2026-12-06T16:00:00Z"} and "Sidomulyo" not in str(hidden)


def test_no_ticket_no_feed(client: AuditingClient) -> None:
    assert client.get("/lacak/7302-9481-567/umpan.atom").status_code == 404
    assert client.get("/lacak/entah/umpan.atom").status_code == 404
