"""Fifty clicks on "Kirim laporan" at the same instant are one report."""

from __future__ import annotations

from tests.crowd import at_once
from tests.faults.site import Site, check_every_record, grown, is_in_the_record, rows, sent_with
from tests.faults.visitor import Visitor, shown
from webapp.cases.models import Case

CLICKS = 50


def test_fifty_sends_at_once_give_one_case_one_ticket_one_pin(site: Site) -> None:
    visitor = Visitor(site.server.port, "Parit tersumbat di Gang 5")
    visitor.fill()
    before = rows(site.db)

    receipts = {shown(answer) for answer in at_once([visitor.send] * CLICKS)}

    [only] = receipts
    once = grown(before, rows(site.db))
    assert once["case"] == once["case_event"] == once["contact"] == 1 and once["draft"] == -1
    with site.db.read() as session:
        case = sent_with(session, site.keys, visitor.token)
        assert isinstance(case, Case) and case.ticket == only.ticket
        assert is_in_the_record(session, site.keys, only)
    check_every_record(site.db)


def test_of_many_at_once_each_gets_the_own_ticket(site: Site) -> None:
    people = [Visitor(site.server.port, f"Lampu jalan mati nomor {number}") for number in range(CLICKS // 2)]
    for visitor in people:
        visitor.fill()
    before = rows(site.db)

    receipts = [shown(answer) for answer in at_once([one.send for one in people for _click in range(2)])]

    assert receipts[0::2] == receipts[1::2] and len(set(receipts)) == len(people)
    assert grown(before, rows(site.db))["case"] == len(people)
    with site.db.read() as session:
        cases = [sent_with(session, site.keys, one.token) for one in people]
        assert [case.ticket for case in cases if case] == [receipt.ticket for receipt in receipts[0::2]]
    check_every_record(site.db)


def test_the_same_page_saved_many_times_at_once_is_one_draft(site: Site) -> None:
    visitor = Visitor(site.server.port, "Jembatan retak di Gang 5")
    first = visitor.fill()
    before = rows(site.db)
    name = {"draf": visitor.token, "langkah": "7", "nama": "Siti", "lanjut": "ya"}

    answers = at_once([lambda: visitor.post("/lapor", name)] * 24)

    assert {answer.status for answer in answers} == {200}
    assert not grown(before, rows(site.db))
    assert answers[0].hidden["sidik"] != first.hidden["sidik"], "the later name was kept"
