"""Every page of the desk says for whom it is, and is for nobody else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.whistleblowing.desk.conftest import ELSEWHERE, Desk, SignIn
from webapp.whistleblowing import rules
from webapp.whistleblowing.tree import Role

ROLES = {Role.INSPECTOR: "ani", Role.CUSTODIAN: "kusuma"}
DECLARED = {
    "/meja": {Role.INSPECTOR, Role.CUSTODIAN},
    "/meja/angka": {Role.INSPECTOR},
    "/meja/identitas": {Role.CUSTODIAN},
    "/meja/identitas/1": {Role.CUSTODIAN},
    "/meja/laporan/REPORT": {Role.INSPECTOR},
    "/meja/laporan/REPORT/tanya": {Role.INSPECTOR},
    "/meja/laporan/REPORT/identitas": {Role.INSPECTOR},
    "/meja/laporan/REPORT/samarkan": {Role.INSPECTOR},
    "/meja/laporan/REPORT/salinan": {Role.INSPECTOR},
    f"/meja/laporan/REPORT/berkas/{'0' * 32}": {Role.INSPECTOR},
}
"""Address of one of each route: who it is for. Another person's list than the decorators', so that both must agree."""


def routes(app: Flask) -> Iterator[Rule]:
    """Of reports, not of keys."""
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk."))


def undeclared(app: Flask) -> list[str]:
    """Routes at the desk whose view names no rule."""
    elsewhere = {path for path, _method in ELSEWHERE}
    desk = (rule for rule in routes(app) if rule.rule not in elsewhere)
    return [rule.rule for rule in desk if not hasattr(app.view_functions[rule.endpoint], "needs")]


def test_every_route_declares_its_rule(sealed_app: Flask) -> None:
    assert len(list(routes(sealed_app))) == len(DECLARED)
    assert undeclared(sealed_app) == []


def test_a_route_without_a_rule_is_found(sealed_app: Flask) -> None:
    sealed_app.add_url_rule("/meja/lupa", "desk.lupa", lambda: "")
    assert undeclared(sealed_app) == ["/meja/lupa"]


@pytest.mark.parametrize("path", DECLARED)
def test_every_route_for_every_role(path: str, desk: Desk, sign_in: SignIn, sealed_app: Flask) -> None:
    report = desk.send(identity="Siti, 0812")
    sign_in("ani").get_page(f"/meja/laporan/{report}/minta-identitas").submit("Kirim permintaan", teks="Perlu saksi.")
    address = path.replace("REPORT", report)
    view = matched(sealed_app, address)
    assert view.needs == DECLARED[path]  # type: ignore[attr-defined]
    for role, name in ROLES.items():
        allowed = role in DECLARED[path] and not path.endswith("0" * 32)
        assert (sign_in(name).get(address).status_code != HTTPStatus.NOT_FOUND) is allowed
    signed_out = sealed_app.test_client().get(address)
    assert (signed_out.status_code, signed_out.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/meja/masuk")


def matched(app: Flask, address: str) -> object:
    """The view that answers there."""
    endpoint, _parts = app.url_map.bind("localhost").match(address)
    return app.view_functions[str(endpoint)]


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
