"""The help that a reporter asked for: followed to its end on the own page, and nowhere else."""

from __future__ import annotations

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, address, own_page, public_page
from webapp.base.db import Database
from webapp.cases.models import Case
from webapp.cases.moves import MoveRefused
from webapp.cases.queries import state_of
from webapp.cases.reports import Help
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status

WANTED = Help(("large_print", "braille"), "Mata saya kabur.")
PROMISED = {"item": "0", "became": "promised", "day": "2026-12-21"}


def test_the_reporter_reads_how_each_help_stands(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    page = own_page(client, received)
    assert page.text.count("Diminta sejak Rabu, 9 Desember 2026, belum dipenuhi.") == 2
    world.act(db, received.case_id, Action.RECORD_HELP, clock(), **PROMISED)
    why = {"became": "unable", "reason": "help_nobody", "explanation": "Percetakan braille ada di Balikpapan."}
    world.act(db, received.case_id, Action.RECORD_HELP, clock(), item="1", **why)
    page = own_page(client, received)
    assert "Dijanjikan untuk Senin, 21 Desember 2026." in page.text
    assert "Tidak dapat dipenuhi karena belum ada yang dapat menyediakannya di sini." in page.text
    assert "Percetakan braille ada di Balikpapan." in page.text


def test_the_public_learns_nothing_of_it(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    before = public_page(client, received)
    feed = client.get(f"{address(received.ticket)}/umpan.atom").text
    world.act(db, received.case_id, Action.RECORD_HELP, clock(), **PROMISED)
    world.act(db, received.case_id, Action.HELP_UNMET, clock())
    after = public_page(client, received)
    assert after.select(".timeline li") == before.select(".timeline li")
    assert client.get(f"{address(received.ticket)}/umpan.atom").text == feed
    for word in ("bantuan", "braille", "huruf besar", "dijanjikan"):
        assert word not in after.text.lower(), word


def test_no_event_says_which_help_it_is(case_in: CaseMaker, db: Database, clock: Clock) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    world.act(db, received.case_id, Action.RECORD_HELP, clock(), **PROMISED)
    with db.read() as session:
        case = session.get_one(Case, received.case_id)
        assert replay(session, case) == state_of(case)
        assert case.helps == {
            "0": {"state": "promised", "day": "2026-12-21"},
            "1": {"state": "asked", "day": "2026-12-09"},
        }


def test_the_reporter_says_that_it_did_not_come(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.ANSWERED, help=WANTED)
    assert not [button for button in own_page(client, received).buttons if button.startswith("Belum saya terima")]
    world.act(db, received.case_id, Action.RECORD_HELP, clock())
    clock.pass_by(days=2)
    page = own_page(client, received)
    done = page.submit("Belum saya terima: Jawaban dengan huruf besar")
    assert done.text.startswith("Sudah kami catat bahwa bantuan itu belum Anda terima.")
    assert "Diminta sejak Jumat, 11 Desember 2026, belum dipenuhi." in done.text
    again = page.submit("Belum saya terima: Jawaban dengan huruf besar")
    assert again.text.startswith("Sudah kami terima. Kiriman yang sama tidak kami catat dua kali.")


def test_news_that_came_meanwhile_is_told_to_the_reporter_as_theirs(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    page = own_page(client, received)
    world.act(db, received.case_id, Action.RECORD_HELP, clock())
    stale = page.submit("Kirim pesan", pesan="Terima kasih.")
    assert stale.status == 409 and "Kabar tentang bantuan yang Anda minta." in stale.errors[0]


@pytest.mark.parametrize("item", ["7", "", "-1", "1", "x' OR 1"])
def test_a_made_up_help_is_refused(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock, item: str
) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    world.act(db, received.case_id, Action.RECORD_HELP, clock())
    page = own_page(client, received)
    hidden = page.document.soup.select("main form input[type=hidden]")
    sent = {str(tag["name"]): str(tag["value"]) for tag in hidden} | {"bantuan": item, "aksi": "help_unmet"}
    answer = client.page(client.post(address(received.ticket), data=sent))
    assert answer.status == 409
    assert answer.errors[0].startswith("Tindakan itu tidak tersedia")


def test_an_outcome_outside_the_list_is_refused(case_in: CaseMaker, db: Database, clock: Clock) -> None:
    received = case_in(Status.ASSIGNED, help=WANTED)
    for facts in ({"became": "promised"}, {"became": "unable"}, {"became": "asked"}, {"item": "2"}):
        with pytest.raises(MoveRefused):
            world.act(db, received.case_id, Action.RECORD_HELP, clock(), **facts)
    with pytest.raises(MoveRefused):
        world.act(db, case_in(key="none").case_id, Action.RECORD_HELP, clock())
