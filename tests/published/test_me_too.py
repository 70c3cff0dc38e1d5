""" "Saya juga": one button, counted once per browser, that tells nobody apart."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.published.test_list import Publish, out, town
from tests.tracking.conftest import address
from webapp.base.db import Database
from webapp.cases.workflow import Action, Status
from webapp.tracking.me_too import PRESSES
from webapp.tracking.models import MeToo

__all__ = ["out", "town"]
SAME = "menyatakan mengalami hal yang sama."


def browser(client: AuditingClient) -> AuditingClient:
    """Another visitor of the same site."""
    visitor = client.application.test_client()
    assert isinstance(visitor, AuditingClient)
    return visitor


def people(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(MeToo.people)) or 0


def test_one_press_is_counted_and_told(client: AuditingClient, out: Publish, town: Database) -> None:
    where = address(out().ticket)
    page = client.get_page(where)
    assert SAME not in page.text
    page = page.submit("Saya juga")
    assert page.url.endswith("/saya-juga?tercatat=1") and page.h1 == "Saya juga"
    assert "Sudah kami catat dari peramban ini" in page.text and f"1 orang lain {SAME}" in page.text
    assert f"1 orang lain {SAME}" in client.get_page(where).text


def test_back_and_again_counts_once(client: AuditingClient, out: Publish, town: Database, clock: Clock) -> None:
    page = client.get_page(address(out().ticket))
    for _again in range(3):
        page.submit("Saya juga")
        clock.pass_by(days=1)
    assert people(town) == 1


def test_a_double_click_counts_once(client: AuditingClient, out: Publish, town: Database, clock: Clock) -> None:
    where = address(out().ticket)
    for _click in range(2):  # the first answer, and its cookie, never arrived
        browser(client).get_page(where).submit("Saya juga")
    assert people(town) == 1
    clock.pass_by(minutes=2)
    browser(client).get_page(where).submit("Saya juga")
    assert people(town) == 2


def test_the_browser_keeps_a_word_that_tells_nobody_apart(client: AuditingClient, out: Publish) -> None:
    where = address(out().ticket) + "/saya-juga"
    cookies = {browser(client).post(where).headers["Set-Cookie"] for _visitor in range(2)}
    [cookie] = cookies
    assert cookie.startswith("juga=ya;") and f"Path={where}" in cookie and "HttpOnly" in cookie
    assert "Set-Cookie" not in client.get(address(out("Lampu").ticket)).headers


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_what_has_ended_takes_no_more(client: AuditingClient, out: Publish, town: Database, status: Status) -> None:
    where = address(out(status=status).ticket)
    assert "Laporan ini sudah berakhir." in client.get_page(where).text
    assert client.post(f"{where}/saya-juga").status_code == 409 and people(town) == 0


def test_what_is_not_published_has_no_button(
    client: AuditingClient, out: Publish, town: Database, clock: Clock
) -> None:
    received = out()
    where = address(received.ticket)
    client.get_page(where).submit("Saya juga")
    world.act(town, received.case_id, Action.MAKE_CONFIDENTIAL, clock())
    page = client.get_page(where)
    assert SAME not in page.text and "Saya juga" not in page.text
    answer = client.post(f"{where}/saya-juga")
    assert answer.status_code == 404 and "Parit" not in answer.text and SAME not in answer.text
    assert client.get("/lacak/7302-9481-567/saya-juga").status_code == 404
    assert client.get("/lacak/entah/saya-juga").status_code == 404


def test_another_site_presses_for_nobody(client: AuditingClient, out: Publish, town: Database) -> None:
    where = address(out().ticket) + "/saya-juga"
    assert client.post(where, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403 and people(town) == 0


def test_one_network_can_not_press_without_end(
    client: AuditingClient, out: Publish, town: Database, clock: Clock
) -> None:
    where = address(out().ticket) + "/saya-juga"
    answers = [browser(client).post(where) for _press in range(PRESSES[0].most + 1)]
    assert answers[-2].status_code == 303 and answers[-1].status_code == 429
    assert "Coba lagi dalam" in answers[-1].text and int(answers[-1].headers["Retry-After"]) > 0
    assert browser(client).post(where, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 303
