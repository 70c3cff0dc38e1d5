"""kill -9 of the whole server while people press "Kirim laporan": what was acknowledged stays, nothing is there twice.

Twenty power cuts, ten on each database; LAPOR_SOAK=1 makes them two hundred.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from dataclasses import dataclass
from functools import partial
from random import Random

import pytest

from tests.crowd import at_once
from tests.faults.site import Rows, Site, check_every_record, grown, is_in_the_record, rows, sent_with
from tests.faults.visitor import NoAnswer, Shown, Visitor, shown

CUTS = 100 if os.environ.get("LAPOR_SOAK") == "1" else 10
PEOPLE = 8
SEED = 20261209
LONGEST_SENDING = 0.6
"""Seconds within which eight reports are sent; cuts by the clock fall evenly into them."""


@dataclass(frozen=True)
class Cut:
    """When the power goes: some seconds after all have pressed the button, or after so many have their receipt."""

    seconds: float
    after_receipts: int

    @classmethod
    def at_random(cls, chance: Random) -> Cut:
        """Half of them by the clock, half in the wake of a receipt, when others are about to be stored."""
        if chance.random() < 0.5:
            return cls(chance.uniform(0, LONGEST_SENDING), 0)
        return cls(chance.uniform(0, 0.03), chance.randint(1, PEOPLE - 1))


class Sending:
    """People who all send at once, and the power cut in the middle of it."""

    def __init__(self, site: Site, people: list[Visitor], cut: Cut) -> None:
        self.site = site
        self.people = people
        self.cut = cut
        self.receipts: dict[str, Shown] = {}
        self.counting = threading.Lock()
        self.timer = threading.Timer(cut.seconds, self._power_cut)

    def run(self) -> None:
        """Send, cut, and go on with what is left."""
        if not self.cut.after_receipts:
            self.timer.start()
        at_once([partial(self._send, one) for one in self.people])
        self.timer.join()
        assert self.site.server.process and self.site.server.process.poll() is None, self.site.server.log[-3000:]

    def _power_cut(self) -> None:
        """Started again at once: who was still waiting to be let in is served after it."""
        self.site.server.kill()
        self.site.server.start()

    def _send(self, visitor: Visitor) -> None:
        try:
            receipt = shown(visitor.send())
        except NoAnswer:
            return
        with self.counting:
            self.receipts[visitor.token] = receipt
            if len(self.receipts) == self.cut.after_receipts:
                self.timer.start()


def fates(site: Site, sending: Sending) -> Counter[str]:
    """What became of each report: acknowledged ones are there; every other one is there or is still a draft."""
    found: Counter[str] = Counter()
    with site.db.read() as session:
        for one in sending.people:
            case, receipt = sent_with(session, site.keys, one.token), sending.receipts.get(one.token)
            if receipt:
                assert case and case.ticket == receipt.ticket and is_in_the_record(session, site.keys, receipt)
            found["acknowledged" if receipt else "stored" if case else "nothing"] += 1
    return found


def whole(growth: Rows, cases: int) -> Rows:
    """What `cases` reports leave in the tables when one leaves `growth`."""
    return {name: many * cases for name, many in growth.items() if many * cases}


@pytest.fixture
def one_report(site: Site) -> Rows:
    """The rows that one undisturbed report leaves."""
    visitor = Visitor(site.server.port, "Laporan yang tidak diganggu")
    before = rows(site.db)
    visitor.fill()
    shown(visitor.send())
    return grown(before, rows(site.db))


def power_cut(site: Site, title: str, cut: Cut, one_report: Rows) -> tuple[Counter[str], dict[str, Shown]]:
    """One evening: people fill in, send, lose the connection, and send again. Gives their fates and last receipts."""
    people = [Visitor(site.server.port, f"{title}.{person}") for person in range(PEOPLE)]
    at_once([one.fill for one in people])
    filled = rows(site.db)
    sending = Sending(site, people, cut)
    sending.run()

    found = fates(site, sending)
    stored = found["acknowledged"] + found["stored"]
    drafts_used = {"draft": -stored} if stored else {}
    assert grown(filled, rows(site.db)) == {**whole(one_report, stored), **drafts_used}, "whole or nothing"
    again = {one.token: shown(one.send()) for one in people}
    assert again == {**again, **sending.receipts}, "sending again shows the same ticket and PIN"
    return found, again


@pytest.mark.soak
def test_no_acknowledged_report_is_lost_or_doubled(site: Site, one_report: Rows, kind: str) -> None:
    chance, all_fates, everybody = Random(f"{SEED} {kind}"), Counter[str](), set[Shown]()
    before = rows(site.db)
    for number in range(CUTS):
        found, receipts = power_cut(site, f"Pohon tumbang {number}", Cut.at_random(chance), one_report)
        all_fates += found
        everybody |= set(receipts.values())

    assert len(everybody) == CUTS * PEOPLE
    assert grown(before, rows(site.db)) == whole(one_report, CUTS * PEOPLE)
    assert check_every_record(site.db) == CUTS * PEOPLE + 1
    assert all_fates["acknowledged"] and all_fates["nothing"], f"the cuts missed the sending: {all_fates}"
