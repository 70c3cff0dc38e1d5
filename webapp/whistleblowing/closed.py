"""When the channel can't keep its promise it is closed, and says so: nothing is taken that nobody could open."""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock

from flask import Flask, Response, abort, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.base.logs import get_logger
from webapp.base.pages import page
from webapp.whistleblowing import instance, tree
from webapp.whistleblowing.instance import WrongKey
from webapp.whistleblowing.tree import NobodyToRead
from webapp.whistleblowing.web import house

FOR_HOLDERS = "/meja"
"""Stays open: the first inspector makes a key there."""
WITHOUT_READERS = ("/kotak", "/keterangan")
"""Stay open when the last inspector has left: who has a code reads, copies and deletes without anybody."""
NOBODY = NobodyToRead.__name__


class _Told:
    """The operator's log has a line when the channel closes and when it opens again, not one for each visit."""

    def __init__(self) -> None:
        self._fault, self._lock = "", Lock()

    def now(self, fault: str) -> None:
        """With the class of what is wrong, empty for nothing."""
        with self._lock:
            before, self._fault = self._fault, fault
        if fault != before:
            get_logger().error("channel_closed", error=fault) if fault else get_logger().warning("channel_open")


def init_app(app: Flask) -> None:
    """Before every request of a reporter."""
    told = _Told()

    def closed() -> Response | None:
        if request.path.startswith(("/static/", FOR_HOLDERS)):
            return None
        told.now(fault := _fault())
        if fault not in ("", NOBODY, WrongKey.__name__):
            abort(HTTPStatus.SERVICE_UNAVAILABLE)  # of the database, for a moment: nothing that anybody closed
        return closed_page() if fault and not (fault == NOBODY and request.path in WITHOUT_READERS) else None

    app.before_request(closed)


def closed_page() -> Response:
    """503: what to do instead."""
    return page("whistleblowing/closed.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def _fault() -> str:
    rooms = house()
    try:
        with rooms.db.read() as session:
            instance.salt_of(session, rooms.settings.key)
            return "" if tree.inspectorates(session) else NOBODY
    except (WrongKey, SQLAlchemyError) as error:
        return type(error).__name__
