"""Plays the hand-written reports through the real door and the real table, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency, Area
from webapp.agencies.queries import path_ids
from webapp.base.clock import zone_of_province
from webapp.base.store import Store
from webapp.cases.keys import Keys
from webapp.cases.masks import Known, masked
from webapp.cases.models import Case
from webapp.cases.moves import REPORTER, SYSTEM, By, by_officer
from webapp.cases.publishing import DISTRICT
from webapp.cases.reasons import TextChange
from webapp.cases.receiving import receive
from webapp.cases.reports import Help, Kind, NewReport, Reporter
from webapp.cases.service import transition
from webapp.cases.workflow import Action
from webapp.demo.evidence import files_of
from webapp.demo.reports import DemoReport, DemoStep
from webapp.officers.models import Officer
from webapp.officers.roles import PERMISSIONS, Role


@dataclass
class Stage:
    """What the play needs at hand: store, keys, the clock's end, officers and agencies by code, the cases so far."""

    session: Session
    store: Store
    keys: Keys
    now: datetime
    officers: Mapping[str, Officer]
    agencies: Mapping[str, Agency]
    cases: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class Cue:
    """One thing to do at one instant; `step` None is the sending itself."""

    at: datetime
    order: int
    report: DemoReport = field(compare=False)
    step: DemoStep | None = field(compare=False, default=None)


def stage(session: Session, store: Store, keys: Keys, now: datetime, officers: Mapping[str, Officer]) -> Stage:
    """Set up for the agencies that are in the database."""
    agencies = {agency.code: agency for agency in session.scalars(select(Agency).where(Agency.code.in_(officers)))}
    return Stage(session, store, keys, now, officers, agencies)


def play(on: Stage, reports: tuple[DemoReport, ...]) -> int:
    """Send and handle every report; returns how many moves were made."""
    cues = sorted(cue for report in reports for cue in _cues(report, on.now))
    for cue in cues:
        if cue.step is None:
            _send(on, cue)
        else:
            _move(on, cue, cue.step)
    return len(cues)


def _cues(report: DemoReport, now: datetime) -> list[Cue]:
    """Each step on its day in office hours, never before the one before it and never after now."""
    sent = _on_day(report, now, 0, _minutes(report.key) % 840)
    cues = [Cue(min(sent, now), 0, report)]
    for number, step in enumerate(report.steps, 1):
        wanted = _on_day(report, now, step.after, 180 + _minutes(f"{report.key}{number}") % 420)
        earliest = cues[-1].at + timedelta(minutes=7)
        cues.append(Cue(min(max(wanted, earliest), now), number, report, step))
    return cues


def _on_day(report: DemoReport, now: datetime, after: int, minutes: int) -> datetime:
    """`minutes` after 06.00 local time, `after` days from the day of sending."""
    local = now.astimezone(zone_of_province(report.area_code).info)
    midnight = local.replace(hour=6, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=report.days_ago - after) + timedelta(minutes=minutes)


def _minutes(seed: str) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:4])


def _send(on: Stage, cue: Cue) -> None:
    report = cue.report
    files = files_of(on.session, on.store, on.keys.ring, report.key, cue.at)
    received = receive(on.session, replace(_new_report(report), files=files), on.keys, cue.at)
    on.cases[report.key] = received.case_id


def _new_report(report: DemoReport) -> NewReport:
    return NewReport(
        key=f"demo {report.key}",
        kind=Kind(report.kind),
        reporter=_reporter(report.reporter),
        help=Help(report.wishes) if report.wishes else None,
        sensitive=report.harm,
        urgent=report.harm,
        **{name: getattr(report, name) for name in _SAME},
    )


def _reporter(given: Mapping[str, str] | None) -> Reporter | None:
    if given is None:
        return None
    email, phone = given.get("email", ""), given.get("phone", "")
    return Reporter(name=given["name"], email=email, phone=phone, no_calls="no_calls" in given)


_SAME = (
    *("title", "body", "area_code", "place", "outcome", "happened", "category", "anonymous", "confidential"),
    *("about_office", "channel", "signed"),
)


def _move(on: Stage, cue: Cue, step: DemoStep) -> None:
    case = on.session.get_one(Case, on.cases[cue.report.key])
    facts = _facts(on, step, cue.at.date())
    if step.do == Action.ESCALATE:
        facts["late"] = case.agency_id
    if step.do == Action.PROPOSE_TEXT and "public_body" not in facts:
        facts |= _proposal(on, cue.report)
    transition(on.session, case.id, Action(step.do), _by(on, case, step), now=cue.at, facts=facts)


def _facts(on: Stage, step: DemoStep, day: date) -> dict[str, Any]:
    """Codes of agencies and keys of reports become ids and tickets."""
    facts = step.facts_on(day)
    for name in ("agency", "suggested_agency"):
        if name in facts:
            facts[name] = on.agencies[facts[name]].id
    if "day" in facts:
        facts["day"] = (day + timedelta(days=facts["day"])).isoformat()
    if "leading" in facts:
        facts["leading"] = on.session.get_one(Case, on.cases[facts["leading"]]).ticket
    return facts


def _proposal(on: Stage, report: DemoReport) -> dict[str, str]:
    """The text for everybody as an officer makes it who takes every suggested mask and changes nothing else."""
    area, who = on.session.get(Area, report.area_code), report.reporter or {}
    village = (area.name,) if area and len(area.code) > DISTRICT else ()
    known = Known((who.get("name", ""), who.get("email", "")), who.get("phone", ""), report.anonymous, village)
    title, body = masked(report.title, known), masked(report.body, known)
    change = TextChange.UNCHANGED if (title, body) == (report.title, report.body) else TextChange.MASKED
    return {"public_title": title, "public_body": body, "change": change}


def _by(on: Stage, case: Case, step: DemoStep) -> By:
    if step.by in ("reporter", "system"):
        return REPORTER if step.by == "reporter" else SYSTEM
    if step.by == "contributor":
        giving = on.agencies[step.facts["agency"]]
        by = by_officer(on.officers[giving.code].id, giving.id, PERMISSIONS[Role.LIAISON])
        return replace(by, contributes_for=frozenset({giving.id}))
    decider = path_ids(case.category_decider)[-1] if case.category_decider else case.coordinator_id
    number = {"agency": case.agency_id, "decider": decider}.get(step.by, case.coordinator_id)
    agency = on.session.get_one(Agency, number)
    role = Role.LIAISON if step.by == "agency" else Role.COORDINATOR
    return by_officer(on.officers[agency.code].id, agency.id, PERMISSIONS[role])
