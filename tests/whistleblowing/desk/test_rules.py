"""Every page of the sealed app says for whom it is, and is for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.whistleblowing.desk.conftest import Desk, SignIn
from webapp.whistleblowing import rules, seats
from webapp.whistleblowing.box.routes import STEPS
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.tree import Role

PEOPLE = {"ani": Role.INSPECTOR, "kusuma": Role.CUSTODIAN, "dedi": Role.INSPECTOR, "lestari": Role.CUSTODIAN}
STRANGERS = ("dedi", "lestari")
"""Of the level above, which the report has not come to."""
INSPECTORS, CUSTODIANS, BOTH = {Role.INSPECTOR}, {Role.CUSTODIAN}, set(Role)
ANYONE: set[Role] = set()
DECLARED = {
    ("GET", "/meja"): BOTH,
    ("GET", "/meja/angka"): INSPECTORS,
    ("GET", "/meja/identitas"): CUSTODIANS,
    ("GET", "/meja/identitas/1"): CUSTODIANS,
    ("GET", "/meja/laporan/REPORT"): INSPECTORS,
    ("GET", "/meja/laporan/REPORT/tanya"): INSPECTORS,
    ("GET", "/meja/laporan/REPORT/identitas"): INSPECTORS,
    ("GET", "/meja/laporan/REPORT/samarkan"): INSPECTORS,
    ("GET", "/meja/laporan/REPORT/salinan"): INSPECTORS,
    ("GET", f"/meja/laporan/REPORT/berkas/{'0' * 32}"): INSPECTORS,
    ("GET", "/meja/kunci"): BOTH,
    ("POST", "/meja/kunci"): BOTH,
    ("GET", "/meja/kunci/beri"): BOTH,
    ("POST", "/meja/kunci/beri"): BOTH,
    ("GET", "/meja/masuk"): ANYONE,
    ("POST", "/meja/masuk"): ANYONE,
    ("POST", "/meja/keluar"): ANYONE,
    ("GET", "/meja/mulai"): ANYONE,
    ("POST", "/meja/langkah"): ANYONE,
    ("GET", "/meja/pulih"): ANYONE,
    ("GET", "/keterangan"): ANYONE,
    ("POST", "/"): ANYONE,
    ("POST", "/kotak"): ANYONE,
}
"""One address of each view: who it is for. Another person's list than the decorators', so that both must agree."""
GUARDED = [one for one, roles in DECLARED.items() if roles]


def routes(app: Flask) -> Iterator[Rule]:
    """All, whichever blueprint brings them."""
    return app.url_map.iter_rules()


def undeclared(app: Flask) -> list[str]:
    """Routes whose view names no rule."""
    return [rule.rule for rule in routes(app) if not hasattr(app.view_functions[rule.endpoint], "needs")]


def test_every_route_declares_its_rule(sealed_app: Flask) -> None:
    assert undeclared(sealed_app) == []
    listed = {matched(sealed_app, *one) for one in DECLARED}
    assert listed == {rule.endpoint for rule in routes(sealed_app)}
    assert len(listed) == len(DECLARED)


def test_a_route_without_a_rule_is_found(sealed_app: Flask) -> None:
    for place in ("/meja/lupa", "/lupa"):
        sealed_app.add_url_rule(place, place, lambda: "")
    assert undeclared(sealed_app) == ["/meja/lupa", "/lupa"]


@pytest.mark.parametrize(("method", "path"), DECLARED)
def test_every_view_declares_what_is_listed(method: str, path: str, sealed_app: Flask) -> None:
    view: object = sealed_app.view_functions[matched(sealed_app, method, path)]
    assert view.needs == DECLARED[method, path]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_every_route_for_every_role(method: str, path: str, desk: Desk, sign_in: SignIn, sealed_app: Flask) -> None:
    report = desk.send(identity="Siti, 0812")
    sign_in("ani").get_page(f"/meja/laporan/{report}/minta-identitas").submit("Kirim permintaan", teks="Perlu saksi.")
    address = path.replace("REPORT", report).replace("/meja/identitas/1", desk.asked)
    data = {"sandi": "perahu lesung kunyit senja", "kode": "000000"}
    for name, role in PEOPLE.items():
        foreign = address != path and name in STRANGERS
        allowed = role in DECLARED[method, path] and not path.endswith("0" * 32) and not foreign
        answer = sign_in(name).open(address, method=method, data=data if method == "POST" else None)
        assert (answer.status_code != HTTPStatus.NOT_FOUND) is allowed, name
    for client in (sealed_app.test_client(), as_reporter(desk, report, sealed_app.test_client())):
        shut = client.open(address, method=method, data=data if method == "POST" else None)
        if method == "GET":
            assert (shut.status_code, shut.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/meja/masuk")
        else:
            assert shut.status_code == HTTPStatus.UNAUTHORIZED
            assert "perahu" not in shut.get_data(as_text=True)


def as_reporter(desk: Desk, report: str, client: FlaskClient) -> FlaskClient:
    """Who is in at the box of this very report, and puts its cookie into the place of the desk's too."""
    token = desk.rooms.sessions.begin(Visitor(seats.REPORTER, report), desk.reporter(report).private)
    for name in seats.COOKIES.values():
        client.set_cookie(name, token)
    return client


@pytest.mark.parametrize("name", PEOPLE)
def test_a_holder_opens_no_box(name: str, desk: Desk, sign_in: SignIn) -> None:
    client = sign_in(name)
    desk.send()
    held = client.get_cookie(seats.COOKIES[seats.HOLDER])
    assert held is not None
    client.set_cookie(seats.COOKIES[seats.REPORTER], held.value)
    for step in ("buka", *STEPS):
        page = client.post("/kotak", data={"langkah": step, "halaman": "1"}).get_data(as_text=True)
        assert "Buka kotak</button>" in page and "Kembali ke kotak" not in page, step


def matched(app: Flask, method: str, path: str) -> str:
    """The endpoint that answers there."""
    address = path.replace("REPORT", "0" * 32)
    endpoint, _parts = app.url_map.bind("localhost").match(address, method=method)
    return str(endpoint)


def test_a_declared_view_is_guarded(sealed_app: Flask) -> None:
    view = rules.needs(Role.INSPECTOR)(lambda me: pytest.fail(f"opened for {me}"))
    with sealed_app.test_request_context("/meja/lupa"):
        assert view().headers["Location"] == "/meja/masuk"


def test_who_has_left_opens_nothing(desk: Desk, sign_in: SignIn) -> None:
    from sqlalchemy import update

    from webapp.whistleblowing.models import Holder

    desk.send()
    client = sign_in("budi")
    with desk.rooms.db.write() as session:
        session.execute(update(Holder).where(Holder.username == "budi").values(state="ended"))
    assert client.get("/meja").headers["Location"] == "/meja/masuk"
