"""What the letters of the workflow say of a case, read at the moment of sending, and to whom they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from gettext import translation
from operator import attrgetter
from types import SimpleNamespace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.base.clock import local_date
from webapp.base.i18n import date_long
from webapp.base.ids import Ticket, shown, slug
from webapp.base.paths import TRANSLATIONS
from webapp.cases.accommodations import form_of
from webapp.cases.clocks import zone_of
from webapp.cases.deadlines import Clock
from webapp.cases.destinations import HOPS_TO_THE_TOP
from webapp.cases.erase_wish import erased_from
from webapp.cases.merging import is_secret, way_of
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.notify import reporter_is_told
from webapp.cases.queries import entries, present_texts, texts_of
from webapp.cases.reasons import REASONS, REFUSED, SAME_DUE
from webapp.cases.results import REFUSALS, Result, read
from webapp.cases.secrecy import newly_secret
from webapp.cases.workflow import ENDED, OWNER_CLOCK, SLOTS, Action, Status
from webapp.config import Site
from webapp.notices.letters import LETTERS, Letters, PaperLetter, names_in
from webapp.notices.post import Letter, Params, Renderer


@dataclass(frozen=True)
class About:
    """What a letter is about, and its language; `proven`: its reader has shown the PIN, and may read everything."""

    session: Session
    case: Case
    event: CaseEvent
    language: str
    site: Site
    to_reporter: bool
    proven: bool = False
    follower: Case | None = None
    """The case that follows this one, whose reporter reads the letter and may see no text of it."""

    @property
    def own(self) -> Case:
        """The case whose ticket and page the letter names."""
        return self.follower or self.case

    @property
    def hidden(self) -> bool:
        """Whether its texts stay on its page: of a confidential case, on a category, and before another's reporter."""
        secret = self.case.confidential or self.event.action == Action.CATEGORISE  # the secrecy may have ended by now
        return self.follower is not None or (secret and not self.proven)

    def text(self, kind: str) -> str | None:
        """A text that came with the event: empty where nothing was written, None where it is not told."""
        return None if self.hidden else texts_of(self.session, self.case.id).get(self.event.seq, {}).get(kind, "")

    def agency(self, agency_id: int | None) -> str | None:
        """The name of an agency; of a confidential case the mailbox of its reporter learns only which government."""
        hidden = self.to_reporter and self.case.confidential and not self.proven
        told = self.case.coordinator_id if hidden else agency_id
        return self.session.scalar(select(Agency.name).where(Agency.id == told))

    def due(self, clock: Clock, agency_id: int = 0) -> str | None:
        """The promise of this clock right after the event, else its newest one, as a date; None where there is none.

        `agency_id`: whose contribution it is.
        """
        mine = select(Deadline).where(Deadline.case_id == self.case.id, Deadline.kind == clock)
        rows = self.session.scalars(mine.where(Deadline.part == agency_id).order_by(Deadline.id)).all()
        day = local_date(self.event.at, zone_of(self.case))
        then = (row for row in rows if row.started_on <= day and (row.ended_at is None or row.ended_at > self.event.at))
        promise = next(then, rows[-1] if rows else None)
        return self.day(promise.due) if promise else None

    def day(self, day: date) -> str:
        """A date to read in the letter's language."""
        return date_long(day, self.language)


Value = Callable[[About], object]


def _title(about: About) -> str | None:
    """Nothing of a confidential report, or of harm."""
    if about.hidden or (about.case.urgent and not about.proven):
        return None
    return present_texts(about.session, about.case.id).get("title")


def _url(about: About) -> str:
    place = "lacak" if about.to_reporter else "petugas/kasus"
    return f"{about.site.base_url}/{place}/{slug(Ticket(about.own.ticket))}"


_DECISIONS = {Action.WRONG_AGENCY.value: Clock.RIGHT_AGENCY, Action.CONTEST_CATEGORY.value: Clock.RIGHT_CATEGORY}


def _refusal(about: About) -> str | None:
    _result, detail = _result_of(about)
    return _translated(about, REFUSALS[detail]) if detail in REFUSALS else None


def _plan_year(about: About) -> str | None:
    result, detail = _result_of(about)
    return detail if result == Result.PLANNED else None


def _result_of(about: About) -> tuple[str | None, str]:
    """How the suggestion ends by the event that the letter tells of; None for every other report."""
    code = about.event.data.get("result")
    return read(code) if code else (None, "")


def _translated(about: About, words: str) -> str:
    return translation("messages", str(TRANSLATIONS), [about.language], fallback=True).gettext(words)


def _agency(about: About) -> str | None:
    return about.agency(about.event.agency_id if about.event.party == "officer" else about.case.agency_id)


def _due(about: About) -> str | None:
    """The date that a timer found near or past; else that of whoever must act now."""
    told = about.event.data.get("due")
    return about.day(date.fromisoformat(told)) if told else about.due(OWNER_CLOCK[Status(about.event.to_status)])


def _decides(about: About) -> bool:
    """Whether the case had been returned often enough by then."""
    returns = select(func.count()).where(CaseEvent.case_id == about.case.id, CaseEvent.action == Action.RETURN.value)
    return (about.session.scalar(returns.where(CaseEvent.seq <= about.event.seq)) or 0) >= HOPS_TO_THE_TOP


def _into(about: About) -> str | None:
    """The ticket that leads; None where it, or one that leads it, became confidential after the merge."""
    leading = about.event.data["leading"]
    return None if is_secret(way_of(about.session, leading)) else shown(Ticket(leading))


def _day(about: About) -> str | None:
    """For when something is promised; None where no day is."""
    told = about.event.data.get("day")
    return about.day(date.fromisoformat(told)) if told else None


_REASONS = {**REASONS, **REFUSED}
_PROMISED = {
    "verify_by": Clock.VERIFICATION, "answer_by": Clock.RESOLUTION, "follow_up_by": Clock.FIRST_FOLLOW_UP,
    "complete_by": Clock.REPORTER_COMPLETES, "reply_by": Clock.REPORTER_REPLY, "signs_by": Clock.INTERPRETATION,
}  # fmt: skip
_VALUES: dict[str, Value] = {
    **{name: partial(About.due, clock=clock) for name, clock in _PROMISED.items()},
    **{kind: partial(About.text, kind=kind) for kind in ("question", "note", "explanation", "task", "contribution")},
    **{name: attrgetter(f"case.{name}") for name in ("kind", "urgent", "no_calls")},
    "site_name": lambda about: about.site.name,
    "ticket": lambda about: shown(Ticket(about.own.ticket)),
    "title": _title,
    "url": _url,
    "page": lambda about: _url(replace(about, to_reporter=True)),
    "help": lambda about: f"{about.site.base_url}/bantuan#hubungi",
    "received": lambda about: about.day(local_date(about.case.received_at, zone_of(about.case))),
    "due": _due,
    "erased_from": lambda about: about.day(local_date(erased_from(about.session, about.case.id), zone_of(about.case))),
    "ended": lambda about: about.event.to_status in ENDED,
    "answered": lambda about: about.event.to_status == Status.ANSWERED,
    "agency": _agency,
    "suggested_agency": lambda about: about.agency(about.event.data.get("suggested_agency")),
    "reason": lambda about: _translated(about, _REASONS[about.event.data["reason"]]),
    "into": _into,
    "leading": lambda about: shown(Ticket(about.case.ticket)),
    "supervisory": lambda about: about.event.data.get("supervisory", about.case.supervisory),
    "same_due": lambda about: SAME_DUE in about.event.data,
    "questions": lambda about: about.event.data["questions"],
    "slots": lambda about: None if about.hidden else SimpleNamespace(**{slot: about.text(slot) for slot in SLOTS}),
    "decides": _decides,
    "part_by": lambda about: about.due(Clock.CONTRIBUTION, about.event.data["agency"]),
    "became": lambda about: about.event.data["became"],
    "day": _day,
    "final": lambda about: not {"contest", "category_question"}.isdisjoint(about.event.data),
    "result": lambda about: _result_of(about)[0],
    "plan_year": _plan_year,
    "refusal": _refusal,
    "decide_by": lambda about: about.due(_DECISIONS[about.event.action]),
    "liftable": lambda about: about.event.data.get("sensitive") is False,
    "clock": lambda about: about.event.data["clock"],
    "form_chosen": lambda about: form_of(about.session, about.own.id) is not None,
    "secret": lambda about: newly_secret(entries(about.session, about.case.id, texts=False), about.event.seq),
}
"""Name in a letter → how it is read from the case."""

_AGENCY_OF_EVENT = {
    **dict.fromkeys(("reporter/assign", "reporter/reassign", "owner/assign", "owner/reassign"), "agency"),
    **dict.fromkeys(("former/reassign", "reporter/escalate"), "agency"),
    **dict.fromkeys(("reporter/ask_contribution", "owner/contribute", "owner/decline_contribution"), "agency"),
    "owner/escalate": "late",
    "decider/contest_text": "declined_by",
}
"""Letters whose agency is one that the event names, not the one that has the case by now."""


def renderers(site: Site) -> dict[str, Renderer]:
    """One renderer for each letter of the workflow."""
    return {template: partial(_render, site, template) for template in LETTERS}


def _render(
    site: Site, template: str, session: Session, reference: str, params: Params, language: str
) -> Letter | None:
    case = session.get(Case, params["case"])
    event = session.scalar(select(CaseEvent).where(CaseEvent.case_id == params["case"], CaseEvent.seq == params["seq"]))
    if case is None or event is None:
        return None
    about = About(session, case, event, language, site, to_reporter=reference.startswith("reporter:"))
    if template.startswith("followers/"):
        follower = session.get_one(Case, int(reference.removeprefix("reporter:")))
        way = way_of(session, follower.leading_ticket)
        if not way or is_secret(way):
            return None  # by now it or one between is a secret, or its reporter said that the matter is another one
        about = replace(about, follower=follower)
    return Letters().write(template, language, _context(template, about))


def _context(template: str, about: About) -> dict[str, object]:
    context = {name: _VALUES[name](about) for name in names_in(template)}
    if template in _AGENCY_OF_EVENT:
        context["agency"] = about.agency(about.event.data[_AGENCY_OF_EVENT[template]])
    return context


def on_paper(session: Session, case: Case, seq: int, language: str, site: Site) -> PaperLetter | None:
    """The letter on event `seq`, whole, for who has shown the PIN; None for an event that no reporter is told of."""
    event = session.scalar(select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.seq == seq))
    if event is None or not reporter_is_told(event):
        return None
    template = f"reporter/{event.action}"
    about = About(session, case, event, language, site, to_reporter=True, proven=True)
    return Letters().on_paper(template, language, _context(template, about))
