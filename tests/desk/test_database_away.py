"""When the database can't answer, the desk says so in words."""

from __future__ import annotations

from sqlalchemy import text

from tests.auditing import AuditingClient
from webapp.base.db import Database


def test_the_page_that_tells_of_a_fault_needs_no_database(client: AuditingClient, db: Database) -> None:
    with db.write() as session:
        session.execute(text("DROP TABLE officer_session"))
    client.set_cookie("petugas", "some token", path="/petugas")
    page = client.get_page("/petugas/")
    assert page.status == 500
    assert page.h1 == "Ada kesalahan di pihak kami"
