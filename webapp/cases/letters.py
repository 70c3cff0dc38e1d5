"""What the letters of the workflow say of a case, read at the moment of sending, and to whom they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import translation
from types import SimpleNamespace

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.base.clock import local_date
from webapp.base.i18n import DEFAULT, LANGUAGES, date_long
from webapp.base.ids import Ticket, shown, slug
from webapp.base.paths import TRANSLATIONS
from webapp.cases.clocks import zone_of
from webapp.cases.deadlines import Clock
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.queries import original_texts, reporter_of, texts_of
from webapp.cases.reasons import DECLINED, PARTS_DECLINED, REASONS, ArchiveReason
from webapp.cases.workflow import OWNER_CLOCK, SLOTS, Status
from webapp.config import Site
from webapp.notices.letters import LETTERS, Letters, PaperLetter
from webapp.notices.post import Letter, Params, Recipient, Renderer, Resolver


@dataclass(frozen=True)
class About:
    """What a letter is about: the case, the event that caused it, and the language it is written in.

    `proven`: its reader has just shown the PIN, and may read everything.
    """

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
    def texts(self) -> dict[str, str]:
        """The texts that came with the event; none of a confidential case, which keeps them to its page."""
        hidden = self.follower or (self.case.confidential and not self.proven)
        return {} if hidden else texts_of(self.session, self.case.id).get(self.event.seq, {})

    def agency(self, agency_id: int | None) -> str | None:
        """The name of an agency."""
        return self.session.scalar(select(Agency.name).where(Agency.id == agency_id))

    def due(self, clock: Clock, agency_id: int | None = None) -> str | None:
        """The newest promise of this clock as a date to read, kept or not; None where there is none."""
        mine = select(Deadline.due).where(Deadline.case_id == self.case.id, Deadline.kind == clock)
        mine = mine.where(Deadline.part == (agency_id or 0))
        found = self.session.scalar(mine.order_by(Deadline.id.desc()).limit(1))
        return self.day(found) if found else None

    def day(self, day: date) -> str:
        """A date to read in the letter's language."""
        return date_long(day, self.language)


Value = Callable[[About], object]


def _title(about: About) -> str | None:
    """Nothing of a confidential report; nor in the first letter, whose address nobody has proved to be the writer's."""
    is_first_letter = about.to_reporter and about.event.seq == 1
    if not about.proven and (about.own.confidential or is_first_letter):
        return None
    return original_texts(about.session, about.own.id).get("title")


def _url(about: About) -> str:
    place = "lacak" if about.to_reporter else "petugas/kasus"
    return f"{about.site.base_url}/{place}/{slug(Ticket(about.own.ticket))}"


def _reason(about: About) -> str:
    code = about.event.data.get("reason")
    words = {**DECLINED, **PARTS_DECLINED}.get(code or "") or REASONS[
        about.case.archive_reason or ArchiveReason.NO_REPORT
    ]
    return translation("messages", str(TRANSLATIONS), [about.language], fallback=True).gettext(words)


def _slots(about: About) -> SimpleNamespace | None:
    texts = about.texts
    return SimpleNamespace(**{slot: texts.get(slot, "") for slot in SLOTS}) if texts else None


def _agency(about: About) -> str | None:
    return about.agency(about.event.agency_id if about.event.party == "officer" else about.case.agency_id)


def _due(about: About) -> str | None:
    """The date that a timer found near or past; else that of whoever must act now."""
    told = about.event.data.get("due")
    return about.day(date.fromisoformat(told)) if told else about.due(OWNER_CLOCK[Status(about.event.to_status)])


def _leading(about: About) -> str:
    return shown(Ticket(about.case.ticket if about.follower else about.event.data["leading"]))


def _day(about: About) -> str | None:
    """For when something is promised; None where no day is."""
    told = about.event.data.get("day")
    return about.day(date.fromisoformat(told)) if told else None


_VALUES: dict[str, Value] = {
    "site_name": lambda about: about.site.name,
    "ticket": lambda about: shown(Ticket(about.own.ticket)),
    "title": _title,
    "url": _url,
    "received": lambda about: about.day(local_date(about.case.received_at, zone_of(about.case))),
    "verify_by": lambda about: about.due(Clock.VERIFICATION),
    "answer_by": lambda about: about.due(Clock.RESOLUTION),
    "follow_up_by": lambda about: about.due(Clock.FIRST_FOLLOW_UP),
    "complete_by": lambda about: about.due(Clock.REPORTER_COMPLETES),
    "reply_by": lambda about: about.due(Clock.REPORTER_REPLY),
    "due": _due,
    "answered": lambda about: about.event.to_status == Status.ANSWERED,
    "agency": _agency,
    "suggested_agency": lambda about: about.agency(about.event.data.get("suggested_agency")),
    "reason": _reason,
    "leading": _leading,
    "supervisory": lambda about: about.case.supervisory,
    "question": lambda about: about.texts.get("question"),
    "note": lambda about: about.texts.get("note"),
    "explanation": lambda about: about.texts.get("explanation"),
    "slots": _slots,
    "part_by": lambda about: about.due(Clock.CONTRIBUTION, about.event.data["agency"]),
    "task": lambda about: about.texts.get("task"),
    "contribution": lambda about: about.texts.get("contribution"),
    "became": lambda about: about.event.data["became"],
    "day": _day,
    "final": lambda about: about.case.text_decider is not None,
}
"""Name in a letter → how it is read from the case."""

_AGENCY_OF_EVENT = {
    **dict.fromkeys(("reporter/assign", "reporter/reassign", "owner/assign", "owner/reassign"), "agency"),
    **dict.fromkeys(("reporter/ask_contribution", "owner/contribute", "owner/decline_contribution"), "agency"),
    "reporter/escalate": "agency",
    "owner/escalate": "late",
    "decider/contest_text": "declined_by",
}
"""Letters whose agency is one that the event names, not the one that has the case by now."""


def renderers(site: Site) -> dict[str, Renderer]:
    """One renderer for each letter of the workflow."""
    return {template: partial(_render, site, template) for template in LETTERS}


def _render(
    site: Site, template: str, session: Session, _reference: str, params: Params, language: str
) -> Letter | None:
    case = session.get(Case, params["case"])
    event = session.scalar(select(CaseEvent).where(CaseEvent.case_id == params["case"], CaseEvent.seq == params["seq"]))
    if case is None or event is None:
        return None
    follower = session.get(Case, params["follower"]) if "follower" in params else None
    if follower and (case.confidential or not follower.leading_ticket):
        return None  # by now it is a secret, or its reporter said that the matter is another one
    about = About(
        session, case, event, language, site, template.startswith(("reporter/", "followers/")), follower=follower
    )
    return Letters().write(template, language, _context(template, about))


def _context(template: str, about: About) -> dict[str, object]:
    context = {name: _VALUES[name](about) for name in LETTERS[template]}
    if template in _AGENCY_OF_EVENT:
        context["agency"] = about.agency(about.event.data[_AGENCY_OF_EVENT[template]])
    return context


def on_paper(session: Session, case: Case, seq: int, language: str, site: Site) -> PaperLetter | None:
    """The letter on event `seq`, whole, for who has shown the PIN; None for an event that no reporter is told of."""
    event = session.scalar(select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.seq == seq))
    template = f"reporter/{event.action}" if event else ""
    if event is None or template not in LETTERS:
        return None
    about = About(session, case, event, language, site, to_reporter=True, proven=True)
    return Letters().on_paper(template, language, _context(template, about))


def resolvers(keys: Keys) -> dict[str, Resolver]:
    """Where "reporter:17" and "agency:9" go now; None when there is no address (any more)."""
    return {"reporter": partial(reporter_recipient, keys), "agency": _agency_address}


def reporter_recipient(keys: Keys, session: Session, case_id: str) -> Recipient | None:
    """Address and language of who reported; None without an e-mail address."""
    reporter = reporter_of(session, keys, int(case_id))
    if reporter is None or not reporter.email:
        return None
    return Recipient(reporter.email, reporter.language if reporter.language in LANGUAGES else DEFAULT)


def _agency_address(session: Session, agency_id: str) -> Recipient | None:
    address = session.scalar(select(Agency.email).where(Agency.id == int(agency_id)))
    return Recipient(address) if address else None
