"""A report's whole way through the running site: by two text browsers, and by keyboard with and without scripts."""

from __future__ import annotations

from tests.journeys import story
from tests.journeys.conftest import Arrive
from tests.journeys.town import Town
from webapp.officers.roles import Role


def test_a_report_is_sent_verified_answered_and_closed_by_its_reporter(arrive: Arrive, here: Town) -> None:
    reporter, officer = arrive(), arrive()
    sent = story.report(reporter, here)

    story.sign_in(officer, here, here.officer(Role.COORDINATOR, "samarinda"))
    story.verify_and_assign(officer, sent.ticket)
    officer = arrive()
    story.sign_in(officer, here, here.officer(Role.LIAISON, "samarinda-pupr"))
    story.work_and_answer(officer, sent.ticket)

    story.confirm(reporter, here, sent)
    arrive().open(here.at(sent.address)).sees("Ditutup oleh pelapor.", "Pelapor menyatakan laporan ini beres.")
