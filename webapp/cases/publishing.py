"""What the public may read of a case, kept up with it in the transaction of each move (docs/decisions/0020).

A row of `published_text` holds nothing that is not public: it is the only table that search, feeds and open data read.
"""

from __future__ import annotations

import secrets
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.agencies.area_queries import area_path
from webapp.agencies.folding import fold
from webapp.agencies.models import Agency, Category
from webapp.base.clock import local_date, week_of
from webapp.cases import results
from webapp.cases.clocks import zone_of
from webapp.cases.models import Case, PublishedText

DISTRICT = 8
"""Characters of a Kemendagri code down to the kecamatan; an anonymous report is placed no closer."""
MARK = "xq"
"""How a facet begins among the words of a text; no word of anybody begins so."""
CHANCE = 2**30
"""A position is the second of publication times this, and a random rest: it orders, and tells nothing else."""


class Facet(StrEnum):
    """What published texts may be asked for beside words."""

    AREA = "area"
    AGENCY = "agency"
    TOPIC = "topic"
    STATUS = "status"
    KIND = "kind"

    def of(self, value: object) -> str:
        """The word that says so in a searched text: `xqarea6472`."""
        return f"{MARK}{self.value}{fold(str(value)).replace(' ', '')}"


def publish(session: Session, case: Case, title: str, body: str, now: datetime) -> None:
    """From now on the public reads this of the case; an older text is replaced and comes first again."""
    row = session.get(PublishedText, case.id) or PublishedText(case_id=case.id, ticket=case.ticket)
    row.title, row.body, row.published_at = title, body, _as_told(case, now)
    row.position = _position(session, row.published_at)
    _describe(session, row, case, now)
    session.add(row)


def keep_up(session: Session, case: Case, now: datetime) -> None:
    """After any move: status, agency and the rest of the row are those of the case."""
    row = session.get(PublishedText, case.id) if case.text_state else None
    if row is not None:
        _describe(session, row, case, now)


def unpublish(session: Session, case: Case) -> None:
    """The public reads nothing of it any more, and finds it nowhere."""
    session.execute(delete(PublishedText).where(PublishedText.case_id == case.id))


def public_words(text: str) -> list[str]:
    """The folded words by which a text is found."""
    return [word for word in fold(text).split() if not word.startswith(MARK)]


def _as_told(case: Case, now: datetime) -> datetime:
    """Of an anonymous report only the week is told: its Monday, where it happened."""
    if not case.anonymous:
        return now
    zone = zone_of(case)
    return datetime.combine(week_of(local_date(now, zone)).monday, time(), zone.info)


def _position(session: Session, at: datetime) -> int:
    """A free number, larger than those of all that were published in earlier seconds."""
    while True:
        wanted = int(at.timestamp()) * CHANCE + secrets.randbelow(CHANCE)
        if session.scalar(select(PublishedText.case_id).where(PublishedText.position == wanted)) is None:
            return wanted


def _describe(session: Session, row: PublishedText, case: Case, now: datetime) -> None:
    agency = _told_agency(session, case)
    row.kind, row.status, row.closed_by, row.archive_reason, row.result = (
        *(case.kind, case.status, case.closed_by, case.archive_reason, case.result),
    )
    row.anonymous, row.agency_id, row.topic = case.anonymous, agency.id, _topic(session, case.category)
    row.area_code = case.area_code[:DISTRICT] if case.anonymous and case.area_code else case.area_code
    row.changed_at = max(_as_told(case, now), row.published_at)
    row.search = " ".join((*_words(session, row), *_facets(row, agency.path)))


def _told_agency(session: Session, case: Case) -> Agency:
    """The agency that has it; of an anonymous report none that would name its village."""
    agency = session.get_one(Agency, case.agency_id)
    if case.anonymous and len(agency.area_code or "") > DISTRICT and agency.parent_id:
        return session.get_one(Agency, agency.parent_id)
    return agency


def _topic(session: Session, category: str | None) -> str | None:
    """The main topic of a category."""
    found = session.get(Category, category) if category else None
    return (found.parent_code or found.code) if found else None


def _words(session: Session, row: PublishedText) -> list[str]:
    place = area_path(session, row.area_code) if row.area_code else None
    return public_words(f"{row.title} {row.body} {place or ''}")


def _facets(row: PublishedText, agency_path: str) -> list[str]:
    """Also for every area and agency above: who asks for a city gets its villages and offices."""
    parts = (row.area_code or "").split(".") if row.area_code else []
    areas = [Facet.AREA.of(".".join(parts[:end])) for end in range(1, len(parts) + 1)]
    agencies = [Facet.AGENCY.of(number) for number in agency_path.split("/") if number]
    topic = [Facet.TOPIC.of(row.topic)] if row.topic else []
    result = [Facet.STATUS.of(results.read(row.result)[0].value)] if row.result else []
    return [*areas, *agencies, *topic, Facet.STATUS.of(row.status), *result, Facet.KIND.of(row.kind)]
