"""Files under kill -9 and on slow lines: what was acknowledged is whole, the rest is swept, and nobody else waits."""

from __future__ import annotations

import http.client
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from tests.attachments.making import photo
from tests.crowd import at_once
from tests.faults.site import Site, check_every_record, settled
from tests.faults.slow import SlowLine
from tests.faults.visitor import ANSWERS, Answer, NoAnswer, Visitor, shown
from tests.servers import PATIENCE
from webapp.attachments import service
from webapp.attachments.models import Attachment, Blob
from webapp.attachments.queries import bytes_of
from webapp.base.crypto import new_token
from webapp.base.drafts import Draft
from webapp.base.store import store_at

SLOW_PEOPLE, ROUNDS, PEOPLE = 200, 10, 4


def multipart(fields: dict[str, str], name: str, data: bytes) -> tuple[bytes, str]:
    """A form with a file as a browser sends it, and its content type."""
    builder = EnvironBuilder(method="POST", data={**fields, "bukti": (BytesIO(data), name)})
    environ = builder.get_environ()
    return environ["wsgi.input"].read(), environ["CONTENT_TYPE"]


def upload(port: int, fields: dict[str, str], name: str, data: bytes) -> Answer:
    """Post it; raises NoAnswer when the connection broke."""
    body, kind = multipart(fields, name, data)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/lapor", body, {"Content-Type": kind})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    except (ConnectionError, http.client.HTTPException) as error:
        raise NoAnswer(repr(error)) from error
    finally:
        connection.close()


def test_killed_while_files_come_what_was_said_to_be_saved_is_sent_whole(site: Site) -> None:
    """The server dies while people upload; each sends again, and every report has its file once and whole."""
    people = [Visitor(site.server.port, f"Titian patah {number}") for number in range(PEOPLE)]
    forms = []
    for one in people:
        blank = one.get("/lapor?cara=satu-halaman")
        forms.append({**ANSWERS, "draf": blank.hidden["draf"], "judul": one.title, "lanjut": "ya"})

    def press(number: int) -> None:
        try:
            upload(site.server.port, forms[number], "titian.jpg", photo())
        except NoAnswer:
            return  # the power went; the person presses again below

    def cut() -> None:
        time.sleep(0.4)
        site.server.kill()
        site.server.start()

    at_once([cut, *(lambda number=number: press(number) for number in range(PEOPLE))])
    for one, form in zip(people, forms, strict=True):
        one.check = upload(site.server.port, form, "titian.jpg", photo())
        assert one.check.status == 200 and "titian.jpg" in one.check.text, one.check.text[:300]
        assert shown(one.send()) == shown(one.send())

    store = store_at(site.config.storage_url)
    with site.db.read() as session:
        files = session.scalars(select(Attachment)).all()
    assert len({file.case_id for file in files}) == len(files) == PEOPLE
    for file in files:
        data = b"".join(bytes_of(site.db, store, site.keys.ring, file.id))
        assert len(data) == file.size and data.startswith(b"\xff\xd8\xff")
    check_every_record(site.db)
    service.sweep(site.db, store, datetime.now(UTC) + timedelta(hours=2))
    kept = [path for path in (site.config.data_dir / "files").rglob("*") if path.is_file()]
    with site.db.read() as session:
        assert sorted(path.name for path in kept) == sorted(session.scalars(select(Blob.id)))


def test_pages_answer_within_a_second_while_two_hundred_files_crawl(tmp_path: Path, sqlite_url: str) -> None:
    with settled(tmp_path, sqlite_url, WEB_THREADS="256") as site:
        reader, port = Visitor(site.server.port, ""), site.server.port
        lines = [slow_file(port, new_token(), left=ROUNDS + 10) for _ in range(SLOW_PEOPLE)]
        took = []
        for _ in range(ROUNDS):
            for line in lines:
                line.trickle()
            began = time.monotonic()
            assert reader.get("/").status == 200
            took.append(time.monotonic() - began)
        spooled = list((tmp_path / "uploads").iterdir())
        for line in lines:
            line.socket.close()

        assert median(took) < 1, f"{median(took):.2f} s"
        assert not spooled, "what is under way has no name on the disk"
        with site.db.read() as session:
            assert session.scalars(select(Draft.token_hash)).all() == []


def slow_file(port: int, token: str, left: int) -> SlowLine:
    """A file of 200 KB of which the end is still to come."""
    body, kind = multipart({"draf": token, "langkah": "5", "lanjut": "ya"}, "titian.jpg", photo() + bytes(200_000))
    head = f"POST /lapor HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    return SlowLine.saying(port, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body, left)
