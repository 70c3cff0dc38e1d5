"""`/`: one address for all steps, so that the browser's history says nothing."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.base.pages import page
from webapp.whistleblowing import tree
from webapp.whistleblowing.web import house

bp = Blueprint("walk", __name__)


@bp.route("/", methods=["GET", "POST"])
def walk() -> Response:
    """What is promised and what is not, before anything is asked."""
    with house().db.read() as session:
        places = tree.inspectorates(session)
    return page("whistleblowing/walk/first.html", places=places)
