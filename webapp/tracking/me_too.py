""" "Saya juga": anybody who has the same trouble says so with one button, once per browser and without an account.

The browser keeps one word that says that it has pressed, sent back to this one address alone; it tells nobody apart
(docs/decisions/0020).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Response, redirect, request

from webapp.base.ids import Ticket
from webapp.base.limits import Allowance, network_hash
from webapp.base.pages import page
from webapp.base.sentences import say
from webapp.base.web import brake, config, database, now, wait
from webapp.tracking import queries, service
from webapp.tracking.tracked import Joined, address_of
from webapp.tracking.words import ME_TOO_CLOSED, ME_TOO_WAIT

PRESSES = (Allowance("juga-network", 60, 3600), Allowance("juga-all", 2000, 60))
"""Sixty an hour from one network, where a whole village may share one; 2,000 a minute over all."""
COOKIE, PRESSED = "juga", "ya"
KEPT = timedelta(days=180)


def show(ticket: Ticket) -> Response:
    """Whether this browser has pressed, and how many others have; with the button where it has not."""
    seen = queries.joined(database(), ticket)
    return _page(ticket, seen) if seen else _page(ticket, None, HTTPStatus.NOT_FOUND)


def press(ticket: Ticket) -> Response:
    """Count it once; then to the page that says so, so that loading it again sends nothing."""
    seen = queries.joined(database(), ticket)
    if seen is None or not seen.open:
        return _page(ticket, seen, HTTPStatus.CONFLICT if seen else HTTPStatus.NOT_FOUND)
    if not _has_pressed():
        if seconds := brake("me_too_brake").take(request.remote_addr, now()):
            return wait(_page(ticket, seen, problem=say(ME_TOO_WAIT, seconds=seconds)), seconds)
        service.join(database(), ticket, _mark(now()), now())
    return _remember(f"{address_to(ticket)}?tercatat=1")


def address_to(ticket: Ticket) -> str:
    """`/lacak/7302-9481-567/saya-juga`."""
    return f"{address_of(ticket)}/saya-juga"


def _page(ticket: Ticket, seen: Joined | None, status: int = HTTPStatus.OK, problem: str = "") -> Response:
    problem = problem or ("" if seen and seen.open else say(ME_TOO_CLOSED))
    return page(
        "tracking/me_too.html",
        status=status,
        ticket=ticket,
        seen=seen,
        problem=problem,
        pressed=_has_pressed(),
        counted="tercatat" in request.args,
        address=address_of(ticket),
        action=address_to(ticket),
    )


def _has_pressed() -> bool:
    return request.cookies.get(COOKIE) == PRESSED


def _mark(present: datetime) -> bytes:
    """Two bytes that a second click has too; see `models.MeToo`."""
    return bytes.fromhex(network_hash(config().secret_key, request.remote_addr, present)[:4])


def _remember(address: str) -> Response:
    answer: Response = redirect(address, HTTPStatus.SEE_OTHER)  # type: ignore[assignment]
    answer.set_cookie(
        COOKIE,
        PRESSED,
        max_age=KEPT,
        path=urlsplit(address).path,
        secure=config().secure,
        httponly=True,
        samesite="Strict",
    )
    return answer
