"""The desk in English: the client that fetches its pages finds any sentence that is still Indonesian."""

from __future__ import annotations

import pytest

from tests.desk.work.deeds import WAYS, Way
from tests.desk.work.office import Office, url
from webapp.cases.workflow import Status
from webapp.desk.actions import DEEDS


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.action}-{way.at}")
def test_the_page_of_an_action_and_its_complaints(office: Office, way: Way) -> None:
    case = office.case(way.at, **way.with_)
    for action in way.before:
        office.act(case, action)
    client = office.come_in(way.who)
    client.set_cookie("tampilan", "en")
    assert client.get_page(url(case)).select("html[lang=en] h1") != []
    form = client.get_page(url(case, DEEDS[way.action].slug))
    answer = form.submit(form.buttons[-1])
    assert answer.status in (200, 422)
    assert answer.select("html[lang=en] h1") != []


def test_the_queue_with_cases_in_every_status(office: Office) -> None:
    for status in Status:
        office.case(status, key=status.value)
    client = office.come_in("rina")
    client.set_cookie("tampilan", "en")
    assert client.get_page("/petugas/").h1 == "Queue of Pemerintah Kota Samarinda"
    assert client.get_page("/petugas/akun").h1 == "Your account"
