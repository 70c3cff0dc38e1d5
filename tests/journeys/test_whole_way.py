"""A report's whole way through the running site: by two text browsers, and by keyboard with and without scripts."""

from __future__ import annotations

import re

from tests.journeys import story
from tests.journeys.conftest import Arrive, TextArrive
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


def test_each_choice_stands_on_a_line_of_its_own(arrive_in_text: TextArrive, here: Town) -> None:
    reader = arrive_in_text().open(here.at("/lapor?cara=satu-halaman"))
    choices = [line for line in reader.lines if re.search(r"<[-+]>|\[\d+\][(\[][ *X][)\]]", line)]

    assert len(choices) > 10
    for line in choices:
        assert re.match(r"\s*(<[-+]>|\[\d+\][(\[][ *X][)\]]) \w+", line), line
