"""The reporter is spoken to; everybody else is told of the reporter."""

from __future__ import annotations

import re

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.catalogues import extract
from tests.tracking.conftest import RECEIVED as NOW
from tests.tracking.conftest import CaseMaker, own_page, public_page
from webapp.base.db import Database
from webapp.cases.workflow import Action, Status
from webapp.tracking.own_words import TO_YOU

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def test_every_sentence_of_the_table_is_said_somewhere_and_names_the_same_facts() -> None:
    said = {message.id for message in extract()}
    for of, to in TO_YOU.items():
        assert of in said, of
        assert sorted(PLACEHOLDER.findall(of)) == sorted(PLACEHOLDER.findall(to)), of
        assert "elapor" not in to


@pytest.mark.parametrize("status", Status)
def test_the_own_page_speaks_to_the_reporter_and_the_public_page_of_the_reporter(
    client: AuditingClient, case_in: CaseMaker, db: Database, status: Status
) -> None:
    received = case_in(status)
    if status is Status.ARCHIVED:
        world.act(db, received.case_id, Action.CONTEST, NOW)
    before = public_page(client, received).text
    own = own_page(client, received)
    assert not re.search(r"\b[Pp]elapor\b", own.text), re.findall(r".{40}elapor.{40}", own.text)
    assert public_page(client, received).text == before
