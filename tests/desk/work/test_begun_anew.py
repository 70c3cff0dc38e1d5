"""A promise that begins anew says from what: a return, a contest, a reopening; not from the day of filing."""

from __future__ import annotations

import pytest

from tests.desk.work.office import Office, url
from webapp.base.ids import slug
from webapp.cases.models import Deadline
from webapp.cases.workflow import Action, Status

ENGLISH = {
    Action.RETURN: "the day after the report was returned, Monday",
    Action.CONTEST: "the day after the reporter objected, Monday",
    Action.REOPEN: "the day after the report was reopened, Monday",
}


@pytest.mark.parametrize(
    ("status", "action", "says"),
    [
        (Status.ASSIGNED, Action.RETURN, "sehari sesudah laporan dikembalikan, Senin, 14 Desember 2026"),
        (Status.ARCHIVED, Action.CONTEST, "sehari sesudah keberatan pelapor, Senin, 14 Desember 2026"),
        (Status.CLOSED, Action.REOPEN, "sehari sesudah laporan dibuka kembali, Senin, 14 Desember 2026"),
    ],
)
def test_the_clock_says_from_what_it_counts(office: Office, status: Status, action: Action, says: str) -> None:
    case = office.case(status)
    office.clock.pass_by(days=5)
    office.act(case, action)
    desk = office.come_in("rina").get_page(url(case))
    public = desk.client.get_page(f"/lacak/{slug(case.ticket)}")
    assert says in desk.text and says in public.text
    if action is Action.RETURN:
        assert "sesudah laporan diterima" not in public.text
    desk.client.set_cookie("tampilan", "en")
    assert ENGLISH[action] in desk.client.get_page(f"/lacak/{slug(case.ticket)}").text


def test_another_class_keeps_where_the_promise_began(office: Office) -> None:
    case = office.case(Status.CLOSED)
    office.clock.pass_by(days=5)
    office.act(case, Action.REOPEN)
    office.act(case, Action.CLASSIFY, supervisory=True, explanation="Perlu pemeriksaan atas kerja regu.")
    with office.db.read() as session:
        (running,) = session.query(Deadline).filter_by(case_id=case.case_id, ended_at=None, kind="resolution")
    assert running.rule == "62-2018.resolution.supervisory@reopened"
