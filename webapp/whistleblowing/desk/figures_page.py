"""`/meja/angka`: figures that may be passed on."""

from __future__ import annotations

from flask import Response

from webapp.base.pages import page
from webapp.whistleblowing import tree
from webapp.whistleblowing.desk import figures, queries
from webapp.whistleblowing.desk.blueprint import bp
from webapp.whistleblowing.rules import needs
from webapp.whistleblowing.status_words import STATUS_NAMES
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.web import house, today


@bp.get("/angka")
@needs(Role.INSPECTOR)
def numbers(me: Me) -> Response:
    """By status, by month, and whether on time."""
    with house().db.read() as session:
        reports = queries.counted(session, me)
        place = tree.name_of(session, me.inspectorate_id)
    return page(
        "whistleblowing/desk/figures.html",
        me=me,
        place=place,
        names=STATUS_NAMES,
        statuses=figures.by_status(reports, list(Status)),
        months=figures.by_month(reports, today()),
        times=figures.by_time(reports, today()),
        least=figures.LEAST,
        today=today(),
    )
