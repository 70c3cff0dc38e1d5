"""What only the reporter's page shows: the own words, the officer's latest, and the text that waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from webapp.base.clock import local_date
from webapp.base.i18n import date_long
from webapp.base.sentences import _, _l
from webapp.cases.moves import PASSED_FILES
from webapp.cases.queries import Entry, overlaid
from webapp.cases.signs import INTERPRETING
from webapp.cases.workflow import Action, Status
from webapp.tracking.happenings import TEXT_LABELS
from webapp.tracking.promises import week
from webapp.tracking.tracked import Tracked

Labelled = tuple[tuple[str, str], ...]
"""(label, text) in the order of the page."""

ORIGINAL: Mapping[str, str] = {
    "title": _l("Judul"),
    "body": _l("Yang terjadi"),
    "happened": _l("Kapan terjadi"),
    "place": _l("Tempatnya"),
    "coordinates": _l("Koordinatnya"),
    "outcome": _l("Yang Anda harapkan"),
}
TOLD_ORIGINAL: Mapping[str, str] = {**ORIGINAL, "outcome": _l("Yang diharapkan pelapor")}
"""The same to whom the reporter gives them."""
_WRITTEN: Mapping[str, str] = {kind: TEXT_LABELS[kind] for kind in ("title", "body", "interpreter")}
LATEST: Mapping[Status, Mapping[Action, str]] = {
    Status.NEEDS_INFO: {Action.ASK_INFO: _l("Yang kami tanyakan")},
    Status.ANSWERED: {Action.ANSWER: _l("Jawaban untuk Anda")},
    Status.CLOSED: {Action.CLOSE: _l("Mengapa ditutup")},
    Status.ARCHIVED: {Action.ARCHIVE: _l("Mengapa diarsipkan"), Action.MERGE: _l("Mengapa digabung")},
}
"""What the reporter must have read to act well in a status, by what was done, and its heading."""


@dataclass(frozen=True)
class Preview:
    """What everybody would read: `facts` are place and time as coarse as they are told, `said` officers' words,
    `files` names.
    """

    title: str
    body: str
    facts: Labelled
    said: Labelled
    files: tuple[str, ...]


@dataclass(frozen=True)
class Own:
    """`latest` has `heading` and is empty where nobody wrote anything; `proposed` is None where nothing was.

    `declined` is why an officer publishes nothing, in their own words.
    """

    original: Labelled
    heading: str
    latest: Labelled
    proposed: Preview | None
    public: Labelled = ()
    """What officers wrote and everybody reads."""
    declined: Labelled = ()
    interpreted: Labelled = ()
    """What the own video says, as it was written last; `written` has the same by kind."""
    written: Mapping[str, str] = field(default_factory=dict)


def own_of(seen: Tracked) -> Own:
    """Those texts out of everything that the reporter may read."""
    headings = LATEST.get(seen.status, {})
    said = _last(seen, *headings)
    proposal, declined = _last(seen, Action.PROPOSE_TEXT), _last(seen, Action.DECLINE_TEXT)
    written = _last(seen, *INTERPRETING)
    return Own(
        original=seen.entries[0].quotes(ORIGINAL),
        heading=str(headings[said.action]) if said else "",
        latest=said.quotes(TEXT_LABELS) if said else (),
        proposed=_preview(seen, proposal) if proposal and proposal.texts else None,
        public=_said(seen),
        declined=declined.quotes(TEXT_LABELS) if declined else (),
        interpreted=written.quotes(_WRITTEN) if written else (),
        written=written.texts if written else {},
    )


def told_original(seen: Tracked) -> Labelled:
    """The report for whom its reporter gives it to: of a video what was written last."""
    texts = overlaid((one.seq, one.texts) for one in seen.entries)
    return replace(seen.entries[0], texts=texts).quotes(TOLD_ORIGINAL)


def _preview(seen: Tracked, proposal: Entry) -> Preview:
    texts, passed = proposal.texts, proposal.data.get(PASSED_FILES, ())
    day = local_date(seen.state.received_at, seen.zone)
    when = _("Pekan %(week)s", week=week(day)) if seen.state.anonymous else date_long(day)
    facts = ((_("Tempat"), seen.public_place or _("Tidak disebut")), (_("Diterima"), when))
    files = tuple(file.name for file in seen.evidence if file.id in passed)
    return Preview(texts["public_title"], texts["public_body"], facts, _said(seen), files)


def _said(seen: Tracked) -> Labelled:
    return tuple(quote for entry in seen.public_entries for quote in entry.quotes(TEXT_LABELS))


def _last(seen: Tracked, *actions: Action) -> Entry | None:
    return next((entry for entry in reversed(seen.entries) if entry.action in actions), None)
