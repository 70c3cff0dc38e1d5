"""What the walk stores: the draft as it grows, and the report when it is sent."""

from __future__ import annotations

from sqlalchemy import update

from webapp.base.crypto import new_token, token_hash
from webapp.base.drafts import Fields
from webapp.whistleblowing import sending
from webapp.whistleblowing.models import Report
from webapp.whistleblowing.sending import NewReport, NotAsShown
from webapp.whistleblowing.walk.sheet import IDENTITY, LEADERS, Sheet
from webapp.whistleblowing.walk.steps import Steps
from webapp.whistleblowing.web import house, load_draft, now, save_draft, today

RETALIATED = "pembalasan"
"""The option, of any question, by which a report is marked as one of reprisals."""


def begin() -> Sheet:
    """A new draft; raises Busy."""
    return save(new_token(), {})


def load(token: str) -> Sheet | None:
    """The draft of this token, if it is still there."""
    kept = load_draft(token)
    return Sheet(token, kept.fields) if kept else None


def save(token: str, fields: Fields) -> Sheet:
    """The draft with these fields over the old ones; raises Busy for one new draft too many."""
    return Sheet(token, save_draft(token, fields).fields)


def send(steps: Steps, mark: str) -> None:
    """Seal what the draft holds for whom the check page named. Raises NotAsShown, SentBefore, Busy or FileGone."""
    rooms, sheet, reading = house(), steps.sheet, steps.reading
    if reading is None or sheet.mark(reading.readers.seal) != mark:
        raise NotAsShown
    rooms.brakes.reports.take()
    new = NewReport(
        answers={one.label: words for one in steps.asked if (words := steps.answer(one))} | _leaders(sheet),
        excluded=reading.excluded,
        readers=reading.readers,
        identity=sheet.first(IDENTITY) if reading.readers.custodians else "",
        files=tuple(one.facts for one in sheet.files),
        mark=mark,
        retaliated=any(RETALIATED in chosen for chosen in sheet.answers.values()),
    )
    sending.receive(rooms.db, rooms.settings, rooms.brakes, sheet.token, new, today())
    rooms.shown.setdefault(token_hash(sheet.token), now())


def copied(report_id: str) -> None:
    """Its reporter has the code on paper: from now on it is not shown again."""
    with house().db.write() as session:
        session.execute(update(Report).where(Report.id == report_id).values(is_copied=True))


def _leaders(sheet: Sheet) -> dict[str, list[str]]:
    """That the leaders are involved is an answer, too: who reads at the level above must know it."""
    return {"Inspektur atau Sekretaris Daerah terlibat": ["Ya"]} if sheet.first(LEADERS) else {}
