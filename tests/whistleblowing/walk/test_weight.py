"""A whole report without a file: at most 30 KB on the wire in at most 12 requests, style sheet included."""

from __future__ import annotations

import random
from http import HTTPStatus

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.office import Office, crowd
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON, STORY
from webapp.whistleblowing.web import House

MOST_BYTES, MOST_REQUESTS, MOST_OF_A_PAGE = 30_000, 12, 14_336
GUNICORN = 17 + len("Server: gunicorn\r\nDate: Fri, 27 Nov 2026 10:00:00 GMT\r\nConnection: keep-alive\r\n")


class Counted:
    """What a browser that takes brotli and gzip is sent, header and body, counted as it passes."""

    def __init__(self, client: AuditingClient) -> None:
        self.client, self.sizes = client, list[int]()

    def __call__(self, answer: TestResponse) -> TestResponse:
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
        self.sizes.append(GUNICORN + head + 2 + len(answer.data))
        return answer


def browser(app: AuditingClient, counted: Counted) -> FlaskClient:
    """Of the same app, without the auditing client, whose pages are read uncompressed."""
    plain = FlaskClient(app.application, app.response_wrapper)
    plain.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip, deflate, br"
    assert counted.client is app
    return plain


def test_the_shortest_honest_way(reporter: AuditingClient) -> None:
    counted = Counted(reporter)
    other = browser(reporter, counted)
    page = reporter.get_page("/")
    counted(other.get("/"))
    sheet = str(page.document.soup.select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
    assert counted(other.get(sheet)).status_code == HTTPStatus.OK
    for button, fields in (
        ("Saya mengerti, mulai", {}),
        (ON, {"tujuan": "Inspektorat Kota Contoh"}),
        (ON, {}),
        (ON, {"Ceritakan": STORY * 5}),
        (ON, {"Siapa yang": "Kepala bagian umum"}),
        (ON, {}),
        (ON, {}),
        ("Kirim sekarang", {}),
        ("Tampilkan kode", {}),
    ):
        page = step(page, button, fields, other, counted)
    page = step(page, "Cocokkan", {"Lima angka": steps.code_on(page)[-5:]}, other, counted)
    assert page.h1 == "Salinan Anda benar"
    assert len(counted.sizes) <= MOST_REQUESTS, counted.sizes
    assert max(counted.sizes) <= MOST_OF_A_PAGE
    assert sum(counted.sizes) <= MOST_BYTES, counted.sizes


def step(page: Page, button: str, fields: dict[str, str], other: FlaskClient, counted: Counted) -> Page:
    """Press a button; the same form goes a second time to be weighed, for the walk answers a form again alike."""
    for wanted, value in fields.items():
        page.fill(wanted, value)
    form = next(form for form in page._forms() if button in form.get_text())
    pairs = [pair for control in page._controls_of(form) for pair in control.sent()]
    pressed = page._button(button)
    pairs.append((str(pressed["name"]), str(pressed["value"])))
    shown = page.submit(button)
    again = other.post("/", data=dict(pairs), headers={"Sec-Fetch-Site": "same-origin"})
    counted(again)
    assert again.status_code == shown.status
    return shown


def noise(letters: int, seed: int) -> str:
    """What nothing compresses much."""
    draw = random.Random(seed)
    return "".join(draw.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&<ꦲꦏꦤꦕ", k=letters))


def test_everything_at_its_longest(reporter: AuditingClient, rooms: House, office: Office) -> None:
    with rooms.db.write() as session:
        crowd(session, office)
    page = steps.begin(reporter).choose("tujuan", "Inspektorat Kota Contoh").submit(ON)
    names = "\n".join(noise(49, seed) for seed in range(20))
    page = page.fill("nama_lain", names).submit(ON)
    page = page.submit("Isi semuanya di satu halaman")
    limits = {one.id: one.limit for group in rooms.settings.questions.groups for one in group.questions if one.limit}
    labels = page.document.soup
    for seed, (name, limit) in enumerate(limits.items()):
        if labels.select(f"[name=j_{name}]"):
            page = page.fill(f"j_{name}", noise(limit, seed))
    page = page.submit(ON).fill("siapa", noise(1_000, 99)).submit(ON)
    assert page.h1 == "Periksa isian" and "tampil awalnya saja" in page.text and " …" in page.text
    whole = page.submit("Ubah: Ceritakan apa yang terjadi")
    assert noise(10_000, 0) in whole.document.soup.get_text()
    assert whole.submit("Simpan dan periksa lagi").submit("Kirim sekarang").h1 == "Sudah terkirim"
