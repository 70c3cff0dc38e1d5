"""The page of a ticket in English: the client that fetches it finds any sentence that is still Indonesian."""

from __future__ import annotations

import pytest

from tests.auditing import AuditingClient
from tests.tracking.conftest import CaseMaker, public_page
from webapp.cases.workflow import Status

WORDS = {
    Status.RECEIVED: "Awaiting verification.",
    Status.NEEDS_INFO: "Awaiting missing information.",
    Status.ASSIGNED: "Assigned to Dinas",
    Status.IN_PROGRESS: "The agency is following it up.",
    Status.ANSWERED: "Awaiting the reporter’s reply.",
    Status.CLOSED: "Closed by the reporter.",
    Status.ARCHIVED: "Archived: ",
}
TO_YOU = {Status.ANSWERED: "Waiting for your response.", Status.CLOSED: "Closed by you."}
SECRET = {"confidential": True}
"""To the public such a report is with its government: the name of an office would tell the matter."""


@pytest.mark.parametrize("privacy", [{}, SECRET, {"anonymous": True}], ids=["open", "secret", "anon"])
@pytest.mark.parametrize("status", Status)
def test_every_status_for_all_and_for_the_reporter(
    client: AuditingClient, case_in: CaseMaker, status: Status, privacy: dict[str, bool]
) -> None:
    client.set_cookie("tampilan", "en")
    received = case_in(status, **privacy)
    page = public_page(client, received)
    told = "Assigned to Pemerintah Kota" if (privacy, status) == (SECRET, Status.ASSIGNED) else WORDS[status]
    assert page.select(".lead")[0].startswith(told)
    own = page.submit("Open with the PIN", pin=received.pin)
    assert own.select(".lead")[0].startswith(TO_YOU.get(status, WORDS[status]))


def test_a_wrong_ticket_and_a_wrong_pin(client: AuditingClient, case_in: CaseMaker) -> None:
    client.set_cookie("tampilan", "en")
    find = client.get_page("/lacak")
    for typed in ("", "7302", "7302 9481 568", "abc", "7302 9481 567", "9" * 40):
        assert find.submit("See its progress", tiket=typed).status in (404, 422)
    page = public_page(client, case_in())
    for typed in ("", "12", "abc", "0" * 10, "9" * 40):
        assert page.submit("Open with the PIN", pin=typed).status == 422
