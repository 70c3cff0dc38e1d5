"""Pages of the desk are light as they are sent, which is uncompressed: with the longest texts and the most entries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.desk.conftest import Desk, SignIn
from tests.whistleblowing.office import crowd, move
from webapp.base.files.kinds import Kind
from webapp.base.files.names import LONGEST as LONGEST_NAME
from webapp.whistleblowing.desk.forms import LETTERS
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.keys.accounts import MOST_PEOPLE
from webapp.whistleblowing.models import Holder, IdentityRequest
from webapp.whistleblowing.sending import FILE
from webapp.whistleblowing.web import House

LONG = {"words": "kata " * (LETTERS // 5), "one word": "&" * LETTERS, "another script": "ꦲꦏ꧀" * (LETTERS // 4)}
LONGEST = pytest.mark.parametrize("text", LONG.values(), ids=LONG)
NAME = "&" * (LONGEST_NAME - 4) + ".pdf"


def many(client: AuditingClient, page: Page) -> Iterator[Page]:
    """The page and all that follow; that each is light the auditing client sees."""
    yield page
    while "Halaman berikutnya" in page.links:
        page = page.follow("Halaman berikutnya")
        yield page


@LONGEST
def test_the_longest_report(text: str, desk: Desk, ani: AuditingClient, rooms: House) -> None:
    with rooms.db.write() as session:
        crowd(session, desk.office)
    kept = Kept("ab" * 16, NAME, Kind.PDF, 1, "0" * 64, (), complete=True, original=True, key="00" * 32)
    report = desk.send("budi", "dedi", identity="Siti", answers={"Apa?": [text], "Siapa?": ["Ani", text[:2_000]]})
    desk.writes(report, text[:6_000], "retaliation")
    for _ in range(9):
        desk.writes(report, kept.text(), FILE)
    pages = list(many(ani, ani.get_page(f"/meja/laporan/{report}?selesai=tanya")))
    assert len(pages) > 4 and pages[1].h1.endswith(f", halaman 2 dari {len(pages)}")
    shown = "".join(one.get_text() for page in pages for one in page.document.soup.select("blockquote"))
    assert shown.count(text[0]) >= (text + text[:2_000] + text[:6_000]).count(text[0])
    assert sum(page.text.count("Unduh") for page in pages) == 9


def test_a_report_of_six_thousand_letters_stands_on_one_page(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send(answers={"Apa?": ["kata " * 1_000], "Siapa?": ["Pak Joko."], "Kapan?": ["Mei."]})
    desk.writes(report, "kata " * 40)
    page = ani.get_page(f"/meja/laporan/{report}")
    assert "Pak Joko." in page.text and "halaman" not in page.h1 and "Halaman berikutnya" not in page.links


@LONGEST
def test_the_longest_masked_copy(text: str, desk: Desk, ani: AuditingClient) -> None:
    report = desk.send(answers={"Apa?": [f"Joko {text}"]})
    page = ani.get_page(f"/meja/laporan/{report}/samarkan").submit("Lihat hasilnya", kata="Joko")
    assert "[disamarkan]" in page.text and "Bagian 1 dari" in page.text
    page = page.submit("Halaman berikutnya")
    assert "Halaman 2 dari" in page.text and "Joko" in page.html  # the field keeps what was typed
    page.submit("Simpan salinan ini")
    copy = ani.post(f"/meja/laporan/{report}/salinan", data={"versi": "1", "isi": "tersamar", "bentuk": "teks"})
    assert copy.get_data(as_text=True).count(text[:5]) >= text.count(text[:5]) - 1


@LONGEST
def test_the_longest_reasons(text: str, desk: Desk, ani: AuditingClient, sign_in: SignIn) -> None:
    here = f"/meja/laporan/{desk.send(identity='&' * 1_000)}"
    ani.get_page(f"{here}/minta-identitas").submit("Kirim permintaan", teks=text)
    custodian = sign_in("kusuma")
    pages = list(many(custodian, custodian.get_page(desk.asked)))
    assert len(pages) > 3
    pages[-1].submit("Izinkan penanya membaca", teks=text)
    assert len(list(many(custodian, custodian.get_page(desk.asked)))) > 2 * len(pages) - 2
    page = ani.get_page(f"{here}/identitas")
    assert len(list(many(ani, page))) > 3
    assert "&" * 1_000 in page.submit("Tampilkan identitas").text


def test_lists_go_on_over_pages(desk: Desk, sign_in: SignIn, rooms: House) -> None:
    with rooms.db.write() as session:
        crowd(session, desk.office)
    ani = sign_in("ani")
    for _ in range(11):
        report = desk.send(answers={"apa": ["&" * 300]}, identity="Siti")
        desk.writes(report, "Dipindah.", "retaliation")
        ani.get_page(f"/meja/laporan/{report}/minta-identitas").submit("Kirim permintaan", teks="Perlu.")
    with rooms.db.write() as session:
        session.execute(update(IdentityRequest).values(decided_on=desk.clock().date()))
    inbox = ani.get_page("/meja")
    assert inbox.html.count('class="item"') == 10 and "Tampilkan laporan berikutnya" in inbox.links
    custodian = sign_in("kusuma")
    pages = list(many(custodian, custodian.get_page("/meja/identitas")))
    assert [page.html.count('class="item"') for page in pages] == [10, 1]


def test_as_many_colleagues_as_may_hold_keys(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report = desk.send()
    with rooms.db.write() as session:
        crowd(session, desk.office)
        for (username,) in session.query(Holder.username).all():
            move(session, username, role="inspector")
    assert len(ani.get_page(f"/meja/laporan/{report}/beri-kunci").field("rekan").labels) >= MOST_PEOPLE - 3
    ani.get_page("/meja/kunci")
    assert ani.get_page("/meja/kunci/beri").html.count('name="beri:') == MOST_PEOPLE - 3
    typed = ani.get_page(f"/meja/laporan/{report}/tanya").submit("Kirim pertanyaan", teks="&" * (LETTERS + 1))
    assert typed.errors
