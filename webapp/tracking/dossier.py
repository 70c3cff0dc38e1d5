"""The dossier that a reporter takes to the Ombudsman: what was, what was promised, what was kept, in one document.

Made of what the reporter's page tells, so an officer is named no further than there. As JSON its shape is documented in
docs/ombudsman-dossier.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from webapp.attachments.queries import Evidence
from webapp.base.clock import local_date
from webapp.base.i18n import date_long
from webapp.base.ids import slug
from webapp.base.sentences import _, say
from webapp.cases import ombudsman
from webapp.cases.accommodations import HELPING
from webapp.cases.lateness import DueState, due_state
from webapp.cases.ombudsman import Standing, Verdict
from webapp.cases.queries import Entry
from webapp.cases.words import status_name
from webapp.cases.workflow import Action
from webapp.config import Site
from webapp.tracking import words
from webapp.tracking.dossier_queries import Chain, Promise, Record
from webapp.tracking.happenings import detail_of, title_of
from webapp.tracking.paper_words import BECAME
from webapp.tracking.story import binds_us
from webapp.tracking.tracked import Tracked

FORMAT = "lapor-terbuka/ombudsman/1"


@dataclass(frozen=True)
class Said:
    """What only the reporter can say, asked for on the page: content with the outcome, day of the event."""

    content: bool | None = None
    day: date | None = None


@dataclass(frozen=True)
class Dossier:
    """`day_by_reporter`: the day of the event was asked for just now, so no event of the chain holds it."""

    seen: Tracked
    record: Record
    happened_on: date | None
    day_by_reporter: bool
    verdict: Verdict

    @property
    def today(self) -> date:
        """The day of the dossier, where the case is."""
        return local_date(self.seen.now, self.seen.zone)

    @property
    def clocks(self) -> tuple[tuple[str, str, str], ...]:
        """(what was promised, by when, what became of it) of each promise of ours, in words, by its limit."""
        ours = (promise for promise in self.record.promises if binds_us(promise.clock))
        return tuple(_clock_row(promise, self) for promise in sorted(ours, key=attrgetter("due")))


def compile_dossier(seen: Tracked, record: Record, said: Said) -> Dossier:
    """Everything but the help that was asked for, which is nobody else's to know, and what the rules say of it."""
    seen = replace(seen, entries=tuple(one for one in seen.entries if one.action not in HELPING))
    stored = seen.entries[0].data.get("happened_on")
    happened = date.fromisoformat(stored) if stored else said.day
    content = ombudsman.content(seen.entries)
    today = local_date(seen.now, seen.zone)
    late = any(_was_late(promise, today) for promise in record.promises) or _escalated(seen.entries)
    standing = Standing(
        grounds=ombudsman.grounds(seen.entries, late),
        content=content if said.content is None else said.content,
        happened_on=happened,
        today=today,
    )
    return Dossier(seen, record, happened, not stored and happened is not None, ombudsman.judge(standing))


def _was_late(promise: Promise, today: date) -> bool:
    """A promise of ours that was broken, or is being broken now; one that stands still has its new date later."""
    if not binds_us(promise.clock):
        return False
    return promise.outcome == "late" or (promise.outcome is None and _passed(promise, today))


def _passed(promise: Promise, today: date) -> bool:
    """Whether a promise that still runs is broken."""
    return not promise.paused and due_state(promise.due, today) is DueState.PASSED


def _escalated(events: Iterable[Entry]) -> bool:
    """Of the case itself: a late contribution of another agency is no delay of the answer."""
    return any(event.action is Action.ESCALATE and "part" not in event.data for event in events)


def _clock_row(promise: Promise, dossier: Dossier) -> tuple[str, str, str]:
    first, last = date_long(promise.first_due), date_long(promise.due)
    limit = last if first == last else _("%(first)s, lalu mundur ke %(last)s", first=first, last=last)
    return say(words.NEXT_STEP[promise.clock]), limit, _became(promise, dossier)


def _became(promise: Promise, dossier: Dossier) -> str:
    ended = date_long(local_date(promise.ended_at, dossier.seen.zone)) if promise.ended_at else ""
    if promise.outcome:
        return say(BECAME[promise.outcome], day=ended)
    if promise.paused:
        return _("Dijeda")
    return _("Berjalan, sudah lewat batas") if _passed(promise, dossier.today) else _("Berjalan")


def as_json(dossier: Dossier, site: Site) -> dict[str, Any]:
    """The same as plain data: codes, ISO dates (local), ISO instants (UTC), texts as people wrote them."""
    seen, record, state = dossier.seen, dossier.record, dossier.seen.state
    words_now = status_name(seen.status, state.closed_by, state.archive_reason, state.result)
    return {
        "format": FORMAT,
        "site": {"name": site.name, "address": site.base_url},
        "made_on": dossier.today.isoformat(),
        "ticket": slug(seen.ticket),
        "address": f"{site.base_url}{seen.address}",
        "kind": state.kind,
        "channel": state.channel,
        "status": {"code": state.status, "words": words_now},
        "anonymous": state.anonymous,
        "confidential": state.confidential,
        "reporter": {"name": record.reporter.name} if record.reporter else None,
        "place": seen.place,
        "agency": seen.names[state.agency_id],
        "happened_on": dossier.happened_on.isoformat() if dossier.happened_on else None,
        "happened_on_source": _source(dossier),
        "eligibility": _eligibility(dossier.verdict),
        "promises": [_promise(promise) for promise in record.promises],
        "events": list(_events(dossier)),
        "evidence": [_file(file) for file in seen.evidence],
        "chain": _chain(record.chain),
    }


def _file(file: Evidence) -> dict[str, Any]:
    return {
        "event": file.seq,
        "name": file.name,
        "kind": file.kind,
        "size": file.size,
        "sha256": file.sha256,
        "removed": list(file.removed),
        "complete": file.complete,
    }


def _eligibility(verdict: Verdict) -> dict[str, Any]:
    return {
        "may_go_on": verdict.may_go_on,
        "grounds": list(verdict.grounds),
        "lacks": list(verdict.lacks),
        "until": verdict.until.isoformat() if verdict.until else None,
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {"holds": chain.holds, "last_hash": chain.hashes[-1], "commitment": chain.commitment}


def _source(dossier: Dossier) -> str | None:
    if dossier.happened_on is None:
        return None
    return "asked" if dossier.day_by_reporter else "report"


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "clock": promise.clock,
        "rule": promise.rule,
        "started_on": promise.started_on.isoformat(),
        "first_due": promise.first_due.isoformat(),
        "due": promise.due.isoformat(),
        "ended_at": promise.ended_at.isoformat() if promise.ended_at else None,
        "outcome": promise.outcome or ("paused" if promise.paused else "running"),
    }


def _events(dossier: Dossier) -> Iterator[dict[str, Any]]:
    names, kind = dossier.seen.names, dossier.seen.state.kind
    for entry in dossier.seen.entries:
        told = title_of(entry, names, kind), detail_of(entry, names, kind)
        yield _event(entry, names.get(entry.agency_id or 0), *told, dossier.record.chain.hashes[entry.seq - 1])


def _event(entry: Entry, agency: str | None, title: str, detail: str, digest: str) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "by": entry.party,
        "agency": agency,
        "title": title,
        "detail": detail,
        "texts": entry.texts,
        "hash": digest,
    }
