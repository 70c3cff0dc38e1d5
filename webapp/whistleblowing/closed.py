"""When the channel can't keep its promise it is closed, and says so: nothing is taken that nobody could open."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.base.pages import page
from webapp.whistleblowing import instance, tree
from webapp.whistleblowing.instance import WrongKey
from webapp.whistleblowing.web import house

FOR_HOLDERS = "/meja"
"""Stays open: the first inspector makes a key there."""


def init_app(app: Flask) -> None:
    """Before every request of a reporter."""
    app.before_request(_closed)


def _closed() -> Response | None:
    if request.path.startswith(("/static/", FOR_HOLDERS)) or _is_open():
        return None
    return closed_page()


def closed_page() -> Response:
    """503: what to do instead."""
    return page("whistleblowing/closed.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def _is_open() -> bool:
    rooms = house()
    try:
        with rooms.db.read() as session:
            instance.salt_of(session, rooms.settings.key)
            return bool(tree.inspectorates(session))
    except (WrongKey, SQLAlchemyError):
        return False
