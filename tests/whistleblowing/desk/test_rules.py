"""Every page of the desk says for whom it is, and is for nobody else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.whistleblowing.desk.conftest import Desk, SignIn
from webapp.whistleblowing import rules
from webapp.whistleblowing.tree import Role

ROLES = {Role.INSPECTOR: "ani", Role.CUSTODIAN: "kusuma"}
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
}
"""One address of each view: who it is for. Another person's list than the decorators', so that both must agree."""
GUARDED = [one for one, roles in DECLARED.items() if roles]


def routes(app: Flask) -> Iterator[Rule]:
    """All under /meja, whichever blueprint brings them."""
    return (rule for rule in app.url_map.iter_rules() if f"{rule.rule}/".startswith("/meja/"))


def undeclared(app: Flask) -> list[str]:
    """Routes at the desk whose view names no rule."""
    return [rule.rule for rule in routes(app) if not hasattr(app.view_functions[rule.endpoint], "needs")]


def test_every_route_declares_its_rule(sealed_app: Flask) -> None:
    assert undeclared(sealed_app) == []
    listed = {matched(sealed_app, *one) for one in DECLARED}
    assert listed == {rule.endpoint for rule in routes(sealed_app)}
    assert len(listed) == len(DECLARED)


def test_a_route_without_a_rule_is_found(sealed_app: Flask) -> None:
    sealed_app.add_url_rule("/meja/lupa", "lupa", lambda: "")
    assert undeclared(sealed_app) == ["/meja/lupa"]


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
    for role, name in ROLES.items():
        allowed = role in DECLARED[method, path] and not path.endswith("0" * 32)
        answer = sign_in(name).open(address, method=method, data=data if method == "POST" else None)
        assert (answer.status_code != HTTPStatus.NOT_FOUND) is allowed
    signed_out = sealed_app.test_client().open(address, method=method, data=data if method == "POST" else None)
    if method == "GET":
        assert (signed_out.status_code, signed_out.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/meja/masuk")
    else:
        assert signed_out.status_code == HTTPStatus.UNAUTHORIZED
        assert "perahu" not in signed_out.get_data(as_text=True)


def matched(app: Flask, method: str, path: str) -> str:
    """The endpoint that answers there."""
    address = path.replace("REPORT", "0" * 32)
    endpoint, _parts = app.url_map.bind("localhost").match(address, method=method)
    return str(endpoint)


def test_a_declared_view_is_guarded() -> None:
    view = rules.needs(Role.INSPECTOR)(lambda me: me)
    assert inspect.unwrap(view) is not view


def test_who_has_left_opens_nothing(desk: Desk, sign_in: SignIn) -> None:
    from sqlalchemy import update

    from webapp.whistleblowing.models import Holder

    desk.send()
    client = sign_in("budi")
    with desk.rooms.db.write() as session:
        session.execute(update(Holder).where(Holder.username == "budi").values(state="ended"))
    assert client.get("/meja").headers["Location"] == "/meja/masuk"
