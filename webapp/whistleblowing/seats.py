"""Who sits at this browser: a reporter at their box, or a holder of keys at the desk. One opaque cookie each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from flask import Response, request
from nacl.public import PrivateKey

from webapp.whistleblowing import tree, vault
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import house

REPORTER, HOLDER = "reporter", "holder"
COOKIES = {REPORTER: "kotak", HOLDER: "meja"}
"""A cookie holds 32 random bytes and nothing else; none is set before a code or a passphrase was right."""


@dataclass(frozen=True)
class Seat:
    """`id` is the report's for its reporter, the account's for a holder; `reader` opens what was handed to them.

    A reporter's `code` is there to refuse a message that holds it.
    """

    kind: str
    id: str
    reader: Reader
    code: str = field(default="", repr=False)


def taken(kind: str) -> Seat | None:
    """Who has signed in here as one of this kind; None when nobody has, or not any longer."""
    token = _token(kind)
    found = house().sessions.open(token) if token else None
    if found is None or found[0].kind != kind:
        return None
    visitor, private = found
    if kind == HOLDER and not _still_holds(int(visitor.name), private):
        return None
    name = vault.REPORTER if kind == REPORTER else vault.holder(int(visitor.name))
    return Seat(kind, visitor.name, Reader(name, private), house().sessions.code(token))


def _still_holds(holder_id: int, private: PrivateKey) -> bool:
    """Not who was ended, or has made another key since: the operator's commands run in a process of their own."""
    with house().db.read() as session:
        return tree.holds(session, holder_id, bytes(private.public_key))


def take(answer: Response, kind: str, who: str, private: PrivateKey, code: str = "") -> Response:
    """The answer with a new session; an older one of this browser ends."""
    rooms = house()
    rooms.sessions.end(_token(kind))
    token = rooms.sessions.begin(Visitor(kind, who), private, code)
    return keep(answer, COOKIES[kind], token)


def keep(answer: Response, cookie: str, value: str, path: str = "/", life: timedelta | None = None) -> Response:
    """The answer with something for this browser, which no page and no other site can read."""
    name = named(cookie, path)
    answer.set_cookie(name, value, life, path=path, secure=_over_https(), httponly=True, samesite="Strict")
    return answer


def leave(answer: Response, kind: str) -> Response:
    """The answer with the session ended, and everything that it left gone from this browser."""
    house().sessions.end(_token(kind))
    answer.delete_cookie(_cookie(kind), secure=_over_https(), samesite="Strict", httponly=True)
    # "cookies" would take the token of `keys.known` too, from whoever signs out as they should
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"' if kind == REPORTER else '"cache", "storage"'
    return answer


def _token(kind: str) -> str:
    """Empty where the name comes twice: one of them somebody else has put there."""
    found = request.cookies.getlist(_cookie(kind))
    return found[0] if len(found) == 1 else ""


def _cookie(kind: str) -> str:
    return named(COOKIES[kind])


def named(cookie: str, path: str = "/") -> str:
    """Over https by a name that no page without TLS, and for the whole site no other host, can set."""
    prefix = "__Host-" if path == "/" else "__Secure-"
    return f"{prefix}{cookie}" if _over_https() else cookie


def _over_https() -> bool:
    """By the onion service of the same instance pages come over http, encrypted by Tor."""
    return house().settings.secure and not request.host.partition(":")[0].endswith(".onion")
