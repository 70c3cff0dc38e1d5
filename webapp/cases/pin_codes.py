"""A lost PIN: a one-time code goes to the contact on the case, and who types it on the page gets a new PIN there.

Neither the code nor the PIN is stored: both are computed from a random nonce under the key of the PINs.
Docs: docs/decisions/0025-new-pin-by-mail.md.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base.clock import local_date
from webapp.base.ids import Pin, Ticket, pin_groups, shown, slug
from webapp.cases.clocks import zone_of
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, PinCode
from webapp.cases.moves import REPORTER, CaseNotFound, MoveRefused, allowed_actions
from webapp.cases.queries import case_by_ticket, entries, state_of
from webapp.cases.recipients import CODES_TOO, reporter_recipient
from webapp.cases.secrecy import renewable
from webapp.cases.service import locked, transition
from webapp.cases.workflow import Action
from webapp.config import Site
from webapp.notices.letters import Letters
from webapp.notices.models import Outbox
from webapp.notices.post import Letter, Notice, Params, Recipient, Renderer, Resolver
from webapp.notices.service import put

LASTS = timedelta(minutes=15)
MOST_A_DAY, DAY = 3, timedelta(days=1)
"""Whoever knows a ticket may ask, so a mailbox gets few; told on the page in the same words for every number."""
REPEAT = timedelta(minutes=1)
"""How long a used code still shows the same PIN: for a second click, or an answer that got lost on the way."""
TEMPLATE = "reporter/pin_code"


def ask(session: Session, ticket: Ticket, now: datetime) -> None:
    """Promise a code, one letter in a quarter of an hour, three in a day, the third good for a day.

    It is the same work with and without a contact.
    """
    case = case_by_ticket(session, ticket)
    if case is None:
        return
    locked(session, case.id)
    running = session.get(PinCode, case.id)
    asked = _asked_since(session, case.id, now - DAY)
    if (running is None or running.expires_at <= now) and asked < MOST_A_DAY:
        lasts = DAY if asked + 1 == MOST_A_DAY else LASTS  # a stranger who spends all three leaves one that is good
        code = session.merge(PinCode(case_id=case.id, nonce=secrets.token_hex(16), expires_at=now + lasts))
        put(session, _notice(session, case, code.nonce), now)


def _asked_since(session: Session, case_id: int, since: datetime) -> int:
    """Codes that were promised, read along the events of the case."""
    theirs = select(func.count(Outbox.id)).join(CaseEvent, CaseEvent.id == Outbox.event_id)
    mine = (CaseEvent.case_id == case_id, Outbox.template == TEMPLATE, Outbox.created_at > since)
    return session.scalar(theirs.where(*mine)) or 0


def _notice(session: Session, case: Case, nonce: str) -> Notice:
    newest = select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.seq == case.version)
    return Notice(
        event_id=session.scalars(newest).one(),
        audience=f"code-{nonce}",  # a notice of its own, whatever else was told of this event
        recipient_ref=f"pincode:{case.id}",
        template=TEMPLATE,
        params={"case": case.id, "nonce": nonce},
    )


def redeem(session: Session, keys: Keys, ticket: Ticket, typed: str, now: datetime) -> Pin:
    """The new PIN for a right code; from then on the old one is dead. Raises CaseNotFound or MoveRefused, and says
    no more: wrong, outdated and never asked for look alike.
    """
    case = case_by_ticket(session, ticket)
    if case is None:
        raise CaseNotFound
    locked(session, case.id)
    row = session.get(PinCode, case.id)
    nonce = row.nonce if row and now < row.expires_at else ""
    right = hmac.compare_digest(keys.pin_code(ticket, nonce or secrets.token_hex(16)), typed)
    if row is None or not (nonce and right):
        raise MoveRefused("no such code")
    pin = keys.new_pin(ticket, nonce)
    if not keys.pin_matches(ticket, pin, case.pin_hash):
        facts = {"pin_hash": keys.pin_hash(ticket, pin)}
        transition(session, case.id, Action.NEW_PIN, REPORTER, now=now, facts=facts)
        row.expires_at = now + REPEAT
    return pin


def renderers(site: Site, keys: Keys) -> dict[str, Renderer]:
    """The letter with the code."""
    return {TEMPLATE: partial(_render, site, keys)}


def _render(site: Site, keys: Keys, session: Session, _reference: str, params: Params, language: str) -> Letter | None:
    """None when another code has taken its place."""
    case, code = session.get(Case, params["case"]), session.get(PinCode, params["case"])
    if case is None or code is None or code.nonce != params["nonce"]:
        return None
    ticket = Ticket(case.ticket)
    context = {
        "site_name": site.name,
        "ticket": shown(ticket),
        "url": f"{site.base_url}/lacak/{slug(ticket)}/pin",
        "code": " ".join(pin_groups(Pin(keys.pin_code(ticket, code.nonce)))),
    }
    return Letters().write(TEMPLATE, language, context)


def resolvers(keys: Keys, clock: Callable[[], datetime]) -> dict[str, Resolver]:
    """Where "pincode:17" goes: to the contact on the case, if a new PIN is allowed at all."""
    return {"pincode": partial(_recipient, keys, clock)}


def _recipient(keys: Keys, clock: Callable[[], datetime], session: Session, case_id: str) -> Recipient | None:
    case = session.get(Case, int(case_id))
    if case is None or Action.NEW_PIN not in allowed_actions(state_of(case), REPORTER):
        return None
    if not renewable(state_of(case), entries(session, case.id, texts=False), local_date(clock(), zone_of(case))):
        return None
    return reporter_recipient(keys, clock, CODES_TOO, session, case_id)
