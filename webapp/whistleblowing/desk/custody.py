"""Who the reporter is: the page of the inspector who asks, and the pages of the custodians who decide."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from flask import Response, abort, redirect, request

from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.whistleblowing import paging
from webapp.whistleblowing.desk import identity, leaves
from webapp.whistleblowing.desk.blueprint import bp
from webapp.whistleblowing.desk.forms import DecisionForm
from webapp.whistleblowing.desk.routes import REPORT, case_of
from webapp.whistleblowing.desk.service import Deed, Stale
from webapp.whistleblowing.paging import Leaf, Part
from webapp.whistleblowing.rules import needs
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.web import house, today

REQUESTS = 10
"""On one page of the list."""


@bp.route(f"{REPORT}/identitas", methods=["GET", "POST"])
@needs(Role.INSPECTOR)
def reporter(me: Me, report_id: str) -> Response:
    """How far the request is; the identity itself only after a button, and never in what a browser goes back to."""
    case, who = case_of(me, report_id), None
    if not case.has_identity:
        abort(HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        with house().db.write() as session:
            who = identity.read(session, Deed(me, case, case.version, today()))
    with house().db.read() as session:
        latest, custodians = identity.latest_of(session, me, case), identity.custodians(session, case)
    template, leaf = "whistleblowing/desk/identity.html", _leaf(leaves.of_answer(latest))
    return page(template, me=me, case=case, asked=latest, custodians=custodians, who=who, leaf=leaf)


@bp.get("/identitas")
@needs(Role.CUSTODIAN)
def requests(me: Me) -> Response:
    """All requests to this custodian."""
    with house().db.read() as session:
        found = identity.requests_for(session, me)
    shown = paging.few(found, REQUESTS, request.args.get("halaman", ""))
    return page("whistleblowing/desk/requests.html", me=me, requests=shown)


@bp.route("/identitas/<int:request_id>", methods=["GET", "POST"])
@needs(Role.CUSTODIAN)
def decide(me: Me, request_id: int) -> Response:
    """One request: why, and the decision."""
    with house().db.read() as session:
        asked = identity.request_for(session, me, request_id) or abort(HTTPStatus.NOT_FOUND)
    form = DecisionForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            identity.decide(house().db, me, asked, form.granted, form.teks.data or "", today())
        except Stale:
            form.form_errors.append(_("Permintaan ini sudah diputuskan, atau penanya tidak lagi memegang laporannya."))
        else:
            return redirect(f"/meja/identitas?selesai={form.putusan.data}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    return page("whistleblowing/desk/request.html", me=me, asked=asked, form=form, leaf=_leaf(leaves.of_request(asked)))


def _leaf(parts: Iterable[Part]) -> Leaf:
    return paging.leaf(parts, request.args.get("halaman", ""))
