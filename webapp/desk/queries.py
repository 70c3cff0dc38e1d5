"""One case as its officers read it, and what its action pages offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.area_queries import area_path
from webapp.agencies.folding import fold
from webapp.agencies.models import Category
from webapp.agencies.queries import agency_names, path_ids
from webapp.attachments.queries import Evidence, of_case
from webapp.base.clock import Zone
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases import queries as record
from webapp.cases.accommodations import Asked, asked_of
from webapp.cases.alike import PRIVATE, hidden_alike, reopened_alike, untold
from webapp.cases.clocks import zone_of
from webapp.cases.destinations import HOPS_TO_THE_TOP
from webapp.cases.events import State
from webapp.cases.explanation import Explanation
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent
from webapp.cases.queries import Entry, state_of
from webapp.cases.reports import Reporter
from webapp.cases.scopes import agencies_of, contributors_of, up_from
from webapp.cases.workflow import Action
from webapp.desk.standing import Standing, assigns_among, standing_of
from webapp.officers.models import Officer
from webapp.officers.queries import SignedIn, owner_of
from webapp.officers.roles import Permission
from webapp.routing.queries import route_in
from webapp.routing.rules import Facts, NoAgencyLeft, Reason

JUST_NOW = timedelta(minutes=15)
"""How long the queue still confirms a deed in whose address it is named."""

_PASSING_ON = (Action.ASSIGN.value, Action.REASSIGN.value, Action.RETURN.value)


@dataclass(frozen=True)
class CaseFile:
    """All that an officer may know of a case: what is not theirs to read is already left out.

    `names` are agencies and `people` officers by id; `contributions` are due dates by agency.
    `words` are the original ones with title and body as they stand now: of a video, what was written last.
    `reporter` is None without the permission and for anonymous ones; `to_mask` is the same for every officer, and shown
    to none.
    """

    case_id: int
    ticket: Ticket
    state: State
    zone: Zone
    standing: Standing
    actions: tuple[Action, ...]
    readable: bool
    original: Mapping[str, str]
    words: Mapping[str, str]
    area: str | None
    category: str | None
    names: Mapping[int, str]
    people: Mapping[int, str]
    entries: tuple[Entry, ...]
    clocks: tuple[Explanation, ...]
    contributions: Mapping[int, date]
    reporter: Reporter | None
    to_mask: Reporter | None
    help: Asked | None
    reasons: tuple[Reason, ...]
    public_title: str | None
    evidence: tuple[Evidence, ...]

    @property
    def agency(self) -> str:
        """The name of the agency that has it now."""
        return self.names[self.state.agency_id]

    def decider(self, path: str) -> str:
        """The name of the agency at the end of this path, which decides on what was contested."""
        return self.names[path_ids(path)[-1]]

    @property
    def no_calls(self) -> bool:
        """Whether nobody may call the reporter, whoever may see the number."""
        return self.state.no_calls or bool(self.to_mask and self.to_mask.no_calls)

    @property
    def is_unsure(self) -> bool:
        """Whether the reporter couldn't say if it is about the office, and this officer decides who handles it."""
        return Action.ASSIGN in self.actions and self.entries[0].data.get("about_office", False) is None


def case_file(db: Database, keys: Keys, officer: SignedIn, ticket: Ticket, now: datetime) -> CaseFile | None:
    """The case of a ticket as this officer may see it; None when there is none, or none of theirs."""
    with db.read() as session:
        case = record.case_by_ticket(session, ticket)
        if case is None:
            return None
        standing = standing_before(session, officer, case, now) or _onlooker(session, officer, case)
        file = _file(session, keys, case, standing, now) if standing else None
        return _unlinked(file) if file and _hides_lead(session, officer, case) else file


def standing_before(session: Session, officer: SignedIn, case: Case, now: datetime) -> Standing | None:
    """The officer's standing before a case; of one returned twice only its coordinator and those above decide."""
    around, contributors = agencies_of(session, case), contributors_of(session, case)
    owner = owner_of(session, case.agency_id, now)
    found = standing_of(officer, around, case.excluded_agency_id, contributors, owner)
    if found is None or case.hops < HOPS_TO_THE_TOP:
        return found
    return replace(found, decides=assigns_among(found.grants, up_from(session, case.coordinator_id)))


def _hides_lead(session: Session, officer: SignedIn, case: Case) -> bool:
    """Whether a merged case follows a confidential one that this officer may not know of."""
    lead = record.case_by_ticket(session, case.leading_ticket) if case.leading_ticket else None
    if lead is None or not lead.confidential:
        return False
    return standing_of(officer, agencies_of(session, lead), lead.excluded_agency_id) is None


def _unlinked(file: CaseFile) -> CaseFile:
    """The same without the ticket that leads."""
    told = (replace(one, data={k: v for k, v in one.data.items() if k != "leading"}) for one in file.entries)
    return replace(file, entries=tuple(told))


def _onlooker(session: Session, officer: SignedIn, case: Case) -> Standing | None:
    """Who had a part sees how it ends: contributors, and who passed on a case that the level above now decides."""
    who = {int(agency) for agency in case.contributors}
    if case.hops >= HOPS_TO_THE_TOP:
        passed = select(CaseEvent.agency_id).where(CaseEvent.case_id == case.id, CaseEvent.action.in_(_PASSING_ON))
        who |= {agency for agency in session.scalars(passed) if agency is not None}
    standing = standing_of(officer, frozenset(who), case.excluded_agency_id)
    return replace(standing, only_looks=True) if standing else None


def _file(session: Session, keys: Keys, case: Case, standing: Standing, now: datetime) -> CaseFile:
    state = state_of(case)
    readable = standing.may_read(state)
    everything = tuple(record.entries(session, case.id, texts=readable))
    entries = everything if standing.handles else untold(hidden_alike(everything, zone_of(case)))
    original, may_contact = entries[0].texts, Permission.READ_CONTACT in standing.permissions
    words = record.overlaid((one.seq, one.texts) for one in everything)
    reporter, published = record.reporter_of(session, keys, case.id), record.published(session, case.id)
    running = record.open_deadlines(session, case, now)
    running = running if standing.handles else reopened_alike(state, running)
    return CaseFile(
        case_id=case.id,
        ticket=Ticket(case.ticket),
        state=state,
        zone=zone_of(case),
        standing=standing,
        actions=standing.actions(state),
        readable=readable,
        original=original,
        words=words,
        area=area_path(session, case.area_code) if case.area_code else None,
        category=session.scalar(select(Category.name).where(Category.code == case.category)) if readable else None,
        names=_names(session, case, entries),
        people=_people(session, entries),
        entries=entries,
        clocks=_clocks(standing, running),
        contributions={one.part: one.due for one in running if one.part},
        reporter=reporter if may_contact else None,
        to_mask=reporter,
        help=asked_of(session, keys, case.id, state, everything) if standing.handles else None,
        reasons=_reasons(session, case, words) if readable else (),
        public_title=published.title if published else None,
        evidence=_evidence(session, case.id, standing, state) if readable else (),
    )


def _evidence(session: Session, case_id: int, standing: Standing, state: State) -> tuple[Evidence, ...]:
    """The files; that somebody signs, and who, is seen by whoever must know it."""
    files = of_case(session, case_id)
    return files if standing.interprets(state) else tuple(one for one in files if not one.signs)


def _clocks(standing: Standing, running: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """The clocks to be drawn: of contributions the nearest one, and first for whoever must give it."""
    parts = [one for one in running if one.part and one.part in (standing.contributes_for or {one.part})]
    others = [one for one in running if not one.part and (standing.handles or one.rule.clock not in PRIVATE)]
    return (*parts[:1], *others) if standing.only_contributes else (*others, *parts[:1])


def _names(session: Session, case: Case, entries: Iterable[Entry]) -> dict[int, str]:
    deciding = {path_ids(path)[-1] for path in (case.category_decider, case.text_decider) if path}
    mine = {case.agency_id, case.coordinator_id} | deciding
    return agency_names(session, mine.union(*(entry.agencies for entry in entries)))


def _people(session: Session, entries: Iterable[Entry]) -> dict[int, str]:
    wanted = {entry.officer_id for entry in entries} - {None}
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(wanted))).all()
    return dict(rows)


def _reasons(session: Session, case: Case, original: Mapping[str, str]) -> tuple[Reason, ...]:
    """Why the rules in force would send a report like this where they would."""
    text = fold(f"{original.get('title', '')} {original.get('body', '')}")
    facts = Facts(case.kind, case.category, text, about_id=case.excluded_agency_id)
    try:
        return route_in(session, facts, case.area_code).reasons
    except NoAgencyLeft:
        return ()


def just_done(db: Database, officer: SignedIn, ticket: Ticket, action: Action, now: datetime) -> bool:
    """Whether this officer did `action` to the case some minutes ago: nobody can forge a confirmation by a link."""
    mine = select(CaseEvent.id).join(Case, Case.id == CaseEvent.case_id).where(Case.ticket == ticket)
    mine = mine.where(CaseEvent.officer_id == officer.id, CaseEvent.action == action.value)
    with db.read() as session:
        return session.scalar(mine.where(CaseEvent.at > now - JUST_NOW).limit(1)) is not None
