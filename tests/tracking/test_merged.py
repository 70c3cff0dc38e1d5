"""A merged report: its reporter reads how the leading one stands, hears of it, and may say that the matter differs."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, address, own_page, public_page
from webapp.base.db import Database
from webapp.base.ids import shown
from webapp.cases.letters import renderers
from webapp.cases.models import Case
from webapp.cases.receiving import Received
from webapp.cases.reports import Reporter
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox

BUDI = Reporter(name="Budi", email="budi@pelapor.example")


@pytest.fixture
def merged(case_in: CaseMaker, db: Database, clock: Clock) -> tuple[Received, Received]:
    """The leading case, in the hands of PUPR, and the one that was merged into it."""
    leading = case_in(Status.IN_PROGRESS)
    follower = case_in(key="second", reporter=BUDI, title="Air masuk rumah di Gang 5")
    world.act(db, follower.case_id, Action.MERGE, clock(), leading=leading.ticket)
    return leading, follower


def letters(db: Database, to: Received) -> list[str]:
    """The templates of the letters to the reporter of a case about a case that leads it."""
    with db.read() as session:
        rows = session.scalars(select(Outbox).where(Outbox.recipient_ref == f"reporter:{to.case_id}")).all()
    return [row.template for row in rows if row.audience == "followers"]


def everywhere(client: AuditingClient, received: Received) -> str:
    """All that the public page and the feed hold, with every ticket in one piece."""
    return joined(public_page(client, received).html + client.get(f"{address(received.ticket)}/umpan.atom").text)


def joined(text: str) -> str:
    """The groups of a ticket on a page, in an address or in a letter, put together."""
    return re.sub(r"(?<=\d)[-\s](?=\d)", "", text)


def text_of(db: Database, config: Config, template: str, to: Received | None = None) -> str | None:
    """The newest letter of a template, as it would go out; to this reporter, or to any."""
    mine = [Outbox.recipient_ref == f"reporter:{to.case_id}"] if to else []
    with db.read() as session:
        found = select(Outbox).where(Outbox.template == template, *mine).order_by(Outbox.id.desc())
        row = session.scalars(found).first()
        assert row is not None
        letter = renderers(config.site)[template](session, row.recipient_ref, row.params, "id")
    return f"{letter.subject}\n{letter.text}" if letter else None


def test_everybody_reads_how_the_leading_report_stands(
    client: AuditingClient, merged: tuple[Received, Received], db: Database, clock: Clock
) -> None:
    leading, follower = merged
    page = public_page(client, follower)
    assert "Keadaan laporan yang memimpin: Ditindaklanjuti oleh instansi." in page.text
    assert f"Lihat laporan yang memimpin, tiket {shown(leading.ticket)}" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    world.act(db, leading.case_id, Action.ANSWER, clock())
    assert "Dinas PUPR Samarinda sudah menjawab." in public_page(client, follower).text, "the kept page is made anew"
    assert "Dinas PUPR Samarinda sudah menjawab." in own_page(client, follower).text


def test_its_reporter_hears_of_what_matters_and_reads_no_word_of_another(
    merged: tuple[Received, Received], db: Database, clock: Clock, config: Config
) -> None:
    leading, follower = merged
    for action in (Action.NOTE, Action.ANSWER, Action.CLOSE, Action.REOPEN, Action.ANSWER, Action.CONFIRM):
        world.act(db, leading.case_id, action, clock())
    assert letters(db, follower) == [f"followers/{name}" for name in ("answer", "close", "reopen", "answer", "confirm")]
    letter = text_of(db, config, "followers/answer")
    assert letter is not None
    assert shown(follower.ticket) in letter and shown(leading.ticket) in letter
    assert "Air masuk rumah di Gang 5" not in letter  # nobody has proved that the address is its writer's
    assert world.REPORT.title not in letter
    assert not any(text in letter for text in world.FACTS[Action.ANSWER].values())


def test_a_secret_is_not_passed_on(
    client: AuditingClient, merged: tuple[Received, Received], db: Database, clock: Clock, config: Config
) -> None:
    leading, follower = merged
    world.act(db, leading.case_id, Action.ANSWER, clock())
    world.act(db, leading.case_id, Action.MAKE_CONFIDENTIAL, clock())
    assert text_of(db, config, "followers/answer") is None, "not even the letter that was waiting"
    world.act(db, leading.case_id, Action.CLOSE, clock())
    assert letters(db, follower) == ["followers/answer"]
    page = public_page(client, follower)
    assert "yang memimpin:" not in page.text
    assert leading.ticket[:4] not in " ".join(page.select("main a, .timeline"))
    assert "Laporan yang memimpin sekarang rahasia." in own_page(client, follower).text


def test_through_a_chain_the_last_one_leads(
    client: AuditingClient, merged: tuple[Received, Received], case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    _leading, follower = merged
    between, last = case_in(key="between"), case_in(Status.ANSWERED, key="last")
    first = case_in(key="first one")
    world.act(db, first.case_id, Action.MERGE, clock(), leading=between.ticket)
    world.act(db, between.case_id, Action.MERGE, clock(), leading=last.ticket)
    assert letters(db, first) == ["followers/merge"]
    world.act(db, last.case_id, Action.CONFIRM, clock())
    assert letters(db, first) == ["followers/merge", "followers/confirm"] and letters(db, between) == [
        "followers/confirm"
    ]
    assert letters(db, follower) == []
    for received in (first, between):
        assert "Ditutup oleh pelapor." in public_page(client, received).text
        assert own_page(client, received).status == 200, "each keeps the own PIN"


def test_no_secret_on_the_way_is_tied_to_its_matter(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock, config: Config
) -> None:
    first, between, last = case_in(key="first one"), case_in(key="between"), case_in(Status.ANSWERED, key="last")
    world.act(db, first.case_id, Action.MERGE, clock(), leading=between.ticket)
    world.act(db, between.case_id, Action.MERGE, clock(), leading=last.ticket)
    assert all(named in everywhere(client, first) for named in (between.ticket, last.ticket))
    assert shown(between.ticket) in (text_of(db, config, "reporter/merge", first) or "")
    world.act(db, between.case_id, Action.MAKE_CONFIDENTIAL, clock())
    for told in (everywhere(client, first), joined(own_page(client, first).html)):
        assert not any(named in told for named in (between.ticket, last.ticket))
    letter = text_of(db, config, "reporter/merge", first)
    assert letter is not None and between.ticket not in joined(letter)
    assert "Laporan itu sekarang rahasia, jadi nomor tiketnya tidak kami tulis." in letter
    world.act(db, last.case_id, Action.CONFIRM, clock())
    assert text_of(db, config, "followers/confirm", first) is None


def test_a_merge_that_was_undone_names_nobody(
    client: AuditingClient, merged: tuple[Received, Received], db: Database, clock: Clock
) -> None:
    leading, follower = merged
    world.act(db, follower.case_id, Action.CONTEST, clock())
    assert leading.ticket not in everywhere(client, follower), "its page would not be made anew for a secret"


def test_a_circle_keeps_nobody_waiting(
    client: AuditingClient, merged: tuple[Received, Received], db: Database, clock: Clock
) -> None:
    leading, follower = merged
    with db.write() as session:
        session.execute(update(Case).where(Case.id == leading.case_id).values(leading_ticket=follower.ticket))
    assert public_page(client, follower).status == 200
    world.act(db, leading.case_id, Action.ANSWER, clock())
    assert letters(db, follower) == ["followers/answer"]


def test_who_says_that_the_matter_differs_is_examined_alone(
    client: AuditingClient, merged: tuple[Received, Received], db: Database, clock: Clock
) -> None:
    leading, follower = merged
    page = own_page(client, follower)
    assert "Masalah Anda berbeda? Minta diperiksa sendiri" in page.text
    assert "bila masalah Anda berbeda, minta diperiksa sendiri" in page.links
    bad = page.submit("Kirim keberatan", pesan=" ")
    assert bad.errors == ["Tulis pesan Anda. Satu kalimat sudah cukup."]
    page = bad.submit("Kirim keberatan", pesan="Ini gang yang lain.")
    assert page.text.startswith("Keberatan Anda sudah kami terima.")
    with db.read() as session:
        case = session.get_one(Case, follower.case_id)
    assert (case.status, case.leading_ticket) == (Status.RECEIVED, None)
    world.act(db, leading.case_id, Action.ANSWER, clock())
    assert letters(db, follower) == []


@pytest.mark.parametrize("restricted", ["anonymous", "confidential"])
def test_no_follower_of_a_restricted_case_hears_of_it(
    merged: tuple[Received, Received], db: Database, clock: Clock, restricted: str
) -> None:
    """Such a case is not merged into; one may have become confidential since, or been merged before that was so."""
    leading, follower = merged
    with db.write() as session:
        setattr(session.get_one(Case, leading.case_id), restricted, True)
    world.act(db, leading.case_id, Action.ANSWER, clock())
    assert letters(db, follower) == []
