"""What only the reporter's page shows: the own words, the officer's latest, and the text that waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.base.sentences import _l
from webapp.cases.queries import Entry
from webapp.cases.workflow import Action, Status
from webapp.tracking.happenings import TEXT_LABELS
from webapp.tracking.tracked import Tracked

Labelled = tuple[tuple[str, str], ...]
"""(label, text) in the order of the page."""

ORIGINAL: Mapping[str, str] = {
    "title": _l("Judul"),
    "body": _l("Yang terjadi"),
    "happened": _l("Kapan terjadi"),
    "place": _l("Tempatnya"),
    "outcome": _l("Yang Anda harapkan"),
}
LATEST: Mapping[Status, tuple[Action, str]] = {
    Status.NEEDS_INFO: (Action.ASK_INFO, _l("Yang kami tanyakan")),
    Status.ANSWERED: (Action.ANSWER, _l("Jawaban untuk Anda")),
    Status.CLOSED: (Action.CLOSE, _l("Mengapa ditutup")),
    Status.ARCHIVED: (Action.ARCHIVE, _l("Mengapa diarsipkan")),
}
"""What the reporter must have read to act well in a status, and its heading."""


@dataclass(frozen=True)
class Own:
    """`latest` has `heading` and is empty where nobody wrote anything; `proposed` is (title, body) or None."""

    original: Labelled
    heading: str
    latest: Labelled
    proposed: tuple[str, str] | None


def own_of(seen: Tracked) -> Own:
    """Those texts out of everything that the reporter may read."""
    action, heading = LATEST.get(seen.status, (None, ""))
    said = _last(seen, action)
    proposal = _last(seen, Action.PROPOSE_TEXT)
    return Own(
        original=seen.entries[0].quotes(ORIGINAL),
        heading=str(heading),
        latest=said.quotes(TEXT_LABELS) if said else (),
        proposed=(proposal.texts["public_title"], proposal.texts["public_body"]) if proposal else None,
    )


def _last(seen: Tracked, action: Action | None) -> Entry | None:
    return next((entry for entry in reversed(seen.entries) if entry.action is action), None)
