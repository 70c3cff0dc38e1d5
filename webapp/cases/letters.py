"""What the letters of the workflow say of a case, read at the moment of sending, and to whom they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import translation
from types import SimpleNamespace

from sqlalchemy import func, or_, select
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
from webapp.cases.reasons import DECLINED, REASONS
from webapp.cases.service import HOPS_TO_THE_TOP
from webapp.cases.workflow import OWNER_CLOCK, SLOTS, Action, Status
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

    @property
    def texts(self) -> dict[str, str]:
        """The texts that came with the event; none of a confidential case, which keeps them to its page."""
        hidden = self.case.confidential and not self.proven
        return {} if hidden else texts_of(self.session, self.case.id).get(self.event.seq, {})

    def agency(self, agency_id: int | None) -> str | None:
        """The name of an agency."""
        return self.session.scalar(select(Agency.name).where(Agency.id == agency_id))

    def due(self, clock: Clock) -> str | None:
        """The promise of this clock right after the event, as a date to read; None where there was none."""
        mine = select(Deadline.due).where(Deadline.case_id == self.case.id, Deadline.kind == clock)
        then = mine.where(or_(Deadline.ended_at.is_(None), Deadline.ended_at > self.event.at))
        begun = then.where(Deadline.started_on <= local_date(self.event.at, zone_of(self.case)))
        found = self.session.scalar(begun.order_by(Deadline.id).limit(1))
        return self.day(found) if found else None

    def day(self, day: date) -> str:
        """A date to read in the letter's language."""
        return date_long(day, self.language)


Value = Callable[[About], object]


def _title(about: About) -> str | None:
    """Nothing of a confidential report; nor in the first letter, whose address nobody has proved to be the writer's."""
    is_first_letter = about.to_reporter and about.event.seq == 1
    if not about.proven and (about.case.confidential or is_first_letter):
        return None
    return original_texts(about.session, about.case.id).get("title")


def _url(about: About) -> str:
    place = "lacak" if about.to_reporter else "petugas/kasus"
    return f"{about.site.base_url}/{place}/{slug(Ticket(about.case.ticket))}"


def _reason(about: About) -> str:
    words = (DECLINED if about.event.action == Action.DECLINE_TEXT else REASONS)[about.event.data["reason"]]
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


def _decides(about: About) -> bool:
    """Whether the case had been returned often enough by then."""
    returns = select(func.count()).where(CaseEvent.case_id == about.case.id, CaseEvent.action == Action.RETURN.value)
    return (about.session.scalar(returns.where(CaseEvent.seq <= about.event.seq)) or 0) >= HOPS_TO_THE_TOP


def _leading(about: About) -> str:
    return shown(Ticket(about.event.data["leading"]))


_VALUES: dict[str, Value] = {
    "site_name": lambda about: about.site.name,
    "ticket": lambda about: shown(Ticket(about.case.ticket)),
    "title": _title,
    "url": _url,
    "help": lambda about: f"{about.site.base_url}/bantuan#hubungi",
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
    "supervisory": lambda about: about.event.data.get("supervisory", about.case.supervisory),
    "question": lambda about: about.texts.get("question"),
    "note": lambda about: about.texts.get("note"),
    "explanation": lambda about: about.texts.get("explanation"),
    "slots": _slots,
    "decides": _decides,
    "final": lambda about: "contest" in about.event.data,
}
"""Name in a letter → how it is read from the case."""

_AGENCY_OF_EVENT = {
    **dict.fromkeys(("reporter/assign", "reporter/reassign", "owner/assign", "owner/reassign"), "agency"),
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
    about = About(session, case, event, language, site, template.startswith("reporter/"))
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
