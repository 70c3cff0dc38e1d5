"""A small true world for stories: Samarinda and Kotabaru with their offices, and reports in every status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, create_engine, func, insert, select
from sqlalchemy.orm import Session

from webapp.agencies.areas import area_names, import_areas
from webapp.agencies.categories import import_categories
from webapp.agencies.models import Agency
from webapp.agencies.service import NewAgency, add_agencies
from webapp.base.db import Base, Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.moves import REPORTER, SYSTEM, By
from webapp.cases.receiving import Received, receive
from webapp.cases.reports import Kind, NewReport, Reporter
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import PERMISSIONS, Role

SIDOMULYO = "64.72.04.1003"
SEMAYAP = "63.02.06.2013"
AREAS = ("64", "64.72", "64.72.04", SIDOMULYO, "64.72.04.1001", "64.71", "63", "63.02", "63.02.06", "63.02.06.2013")

TREE = (
    NewAgency("nasional", "Pengelola Pengaduan Nasional", "nation", None, email="nasional@pusat.example"),
    NewAgency("kaltim", "Pemerintah Provinsi Kalimantan Timur", "province", "nasional", "64"),
    NewAgency("samarinda", "Pemerintah Kota Samarinda", "city", "kaltim", "64.72", email="kota@smd.example"),
    NewAgency("samarinda-pupr", "Dinas PUPR Samarinda", "office", "samarinda", "64.72", "pupr", "pupr@smd.example"),
    NewAgency("samarinda-dinkes", "Dinas Kesehatan Kota Samarinda", "office", "samarinda", "64.72", "dinkes"),
    NewAgency("balikpapan", "Pemerintah Kota Balikpapan", "city", "kaltim", "64.71"),
    NewAgency("kalsel", "Pemerintah Provinsi Kalimantan Selatan", "province", "nasional", "63"),
    NewAgency("kotabaru", "Pemerintah Kabupaten Kotabaru", "regency", "kalsel", "63.02"),
)  # fmt: skip

REPORT = NewReport(
    key="first",
    kind=Kind.COMPLAINT,
    title="Parit tersumbat, air masuk rumah setiap hujan",
    body="Parit di depan Gang 5 tersumbat lumpur. Setiap hujan air masuk ke enam rumah. Kami minta paritnya dikeruk.",
    area_code=SIDOMULYO,
    place="Gang 5, Jalan Lambung Mangkurat",
    happened_on=date(2026, 11, 30),
    reporter=Reporter(name="Siti Rahmah", email="siti@pelapor.example"),
)

FACTS: dict[Action, dict[str, Any]] = {
    Action.ASK_INFO: {"question": "Di sisi jalan yang mana paritnya?"},
    Action.SUPPLY_INFO: {"message": "Di sisi kiri dari arah jembatan."},
    Action.START: {"note": "Petugas sudah datang dan mengukur parit."},
    Action.NOTE: {"note": "Pengerukan dijadwalkan 28 Desember."},
    Action.ANSWER: {
        "decision": "Parit dikeruk sepanjang 40 meter.",
        "actor": "Regu drainase 3, Dinas PUPR",
        "by_when": "29 Desember 2026",
        "your_options": "Bila air masih naik, balas dalam 10 hari kerja.",
    },
    Action.REPLY: {"message": "Air masih masuk kemarin."},
    Action.REOPEN: {"message": "Parit tersumbat lagi."},
    Action.CONTEST: {"message": "Ini memang pelayanan publik."},
    Action.TAKE_UP: {"explanation": "Di dalamnya ada anak, maka kami periksa lagi."},
    Action.CLOSE: {"explanation": "Pelapor mengatakan lewat telepon bahwa paritnya bersih."},
    Action.CONFIRM_FOR: {"explanation": "Pelapor datang ke loket dan mengatakan sudah beres."},
    Action.ARCHIVE: {"reason": "not_public_service", "explanation": "Ini sengketa pagar antara dua tetangga."},
    Action.MERGE: {"explanation": "Ini parit yang sama di Gang 5."},
    Action.ADD_MESSAGE: {"message": "Tadi malam air naik lagi."},
    Action.ASK_CONTRIBUTION: {"task": "Periksa apakah lumpurnya dari saluran rumah sakit."},
    Action.CONTRIBUTE: {"contribution": "Saluran rumah sakit bersih, sudah kami periksa."},
    Action.DECLINE_CONTRIBUTION: {"reason": "part_not_ours", "explanation": "Saluran itu milik pengembang perumahan."},
    Action.RECORD_HELP: {"item": "0", "became": "met"},
    Action.HELP_UNMET: {"item": "0"},
    Action.INTERPRET: {"title": "Parit tersumbat", "body": "Air masuk ke rumah saya setiap hujan."},
    Action.CORRECT: {"title": "Parit Gang 5 tersumbat", "body": "Air masuk ke dua rumah, bukan satu."},
    Action.CHOOSE_FORM: {"form": "braille"},
    Action.RATE: {"stars": 4, "solved": True},
    Action.CLASSIFY: {
        "answers": {"misuse": False, "loss": False, "inspection": True, "unit": False},
        "explanation": "Izin di hulu harus diperiksa oleh inspektorat.",
    },
    Action.CATEGORISE: {"category": "gender-inklusi.kdrt", "explanation": "Di dalamnya ada anak yang dipukul."},
    Action.CONTEST_CATEGORY: {"message": "Ini soal parit, tidak ada yang dipukul."},
    Action.WRONG_AGENCY: {"message": "Parit ini milik rumah sakit, bukan milik kota."},
    Action.KEEP_AGENCY: {"explanation": "Parit di tepi jalan tetap urusan dinas ini."},
    Action.ERASE: {"reason": "requested"},
    Action.MAKE_CONFIDENTIAL: {"explanation": "Nama korban dapat ditebak dari ceritanya."},
    Action.PROPOSE_TEXT: {"change": "masked"},
    Action.DECLINE_TEXT: {"reason": "accuses_person", "explanation": "Nama kepala dusun dapat ditebak dari ceritanya."},
    Action.CONTEST_TEXT: {"message": "Nama itu boleh dihapus. Ceritanya tetap penting."},
}
"""What each move needs, as a person would write it."""

PATHS: dict[Status, tuple[Action, ...]] = {
    Status.RECEIVED: (),
    Status.NEEDS_INFO: (Action.ASK_INFO,),
    Status.ASSIGNED: (Action.ASSIGN,),
    Status.IN_PROGRESS: (Action.ASSIGN, Action.START),
    Status.ANSWERED: (Action.ASSIGN, Action.START, Action.ANSWER),
    Status.CLOSED: (Action.ASSIGN, Action.START, Action.ANSWER, Action.CONFIRM),
    Status.ARCHIVED: (Action.ARCHIVE,),
}
"""How a case gets to each status."""


@cache
def _names() -> Mapping[str, str]:
    every = area_names()
    return {code: every[code] for code in AREAS}


def settle(session: Session) -> None:
    """Areas, categories and agencies; on SQLite as the rows that settling has once left, a tenth of the work."""
    if session.get_bind().dialect.name != "sqlite":  # PostgreSQL would have to be told the numbers that are taken
        return _settle(session)
    for table, rows in _left_behind():
        session.execute(insert(table), rows)
    return None


def _settle(session: Session) -> None:
    import_areas(session, _names())
    import_categories(session)
    add_agencies(session, TREE)


@cache
def _left_behind() -> list[tuple[Table, list[dict[str, Any]]]]:
    """Every row of a database in memory in which settling was all that happened."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        _settle(session)
        every = [
            (table, [*map(dict, session.execute(select(table)).mappings())]) for table in Base.metadata.sorted_tables
        ]
    return [(table, rows) for table, rows in every if rows]


@contextmanager
def settled(url: str) -> Iterator[Database]:
    """A database with the small world in it, closed at the end."""
    database = Database(url)
    with database.write() as session:
        settle(session)
    yield database
    database.dispose()


def how_many(db: Database, table: type[Base]) -> int:
    """The rows of a table."""
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def agency_id(session: Session, code: str) -> int:
    """The number of an agency."""
    return session.scalars(select(Agency.id).where(Agency.code == code)).one()


def report(db: Database, keys: Keys, now: datetime, **changes: Any) -> Received:
    """Hand in the report of the blocked ditch, changed as a story needs it."""
    with db.write() as session:
        return receive(session, replace(REPORT, **changes), keys, now)


def coordinator(session: Session, code: str = "samarinda") -> By:
    """The coordinator of an agency, as an actor."""
    return By("officer", None, agency_id(session, code), PERMISSIONS[Role.COORDINATOR])


def liaison(session: Session, code: str = "samarinda-pupr") -> By:
    """The liaison officer of an office, as an actor."""
    return By("officer", None, agency_id(session, code), PERMISSIONS[Role.LIAISON])


def act(db: Database, case_id: int, action: Action, now: datetime, **facts: Any) -> Case:
    """Do `action` by whoever may, with FACTS or what the story says."""
    with db.write() as session:
        given = {**FACTS.get(action, {}), **facts}
        if action in (Action.ASSIGN, Action.REASSIGN):
            office = "samarinda-pupr" if action is Action.ASSIGN else "samarinda-dinkes"
            given = {"agency": agency_id(session, office), "explanation": "Parit adalah tugas PUPR.", **given}
        if action is Action.ANSWER and session.get_one(Case, case_id).kind == Kind.SUGGESTION:
            given = {"result": "accepted", **given}
        if action is Action.RETURN:
            named = agency_id(session, "samarinda-dinkes")
            given = {"suggested_agency": named, "explanation": "Ini saluran rumah sakit.", **given}
        if action in _OF_A_CONTRIBUTOR:
            given = {"agency": agency_id(session, "samarinda-dinkes"), **given}
        return transition(session, case_id, action, actor(session, action), now=now, facts=given)


def actor(session: Session, action: Action) -> By:
    """Who usually does `action`."""
    if action in _BY_REPORTER:
        return REPORTER
    if action in (Action.TIME_OUT, Action.REMIND, Action.ESCALATE, Action.ERASE):
        return SYSTEM
    if action in (Action.CONTRIBUTE, Action.DECLINE_CONTRIBUTION):
        by = liaison(session, "samarinda-dinkes")
        return replace(by, contributes_for=frozenset({by.agency_id or 0}))
    return liaison(session) if action in _BY_LIAISON else coordinator(session)


_OF_A_CONTRIBUTOR = (Action.ASK_CONTRIBUTION, Action.CONTRIBUTE, Action.DECLINE_CONTRIBUTION)
_BY_LIAISON = {Action.START, Action.NOTE, Action.ANSWER, Action.RETURN, Action.ASK_CONTRIBUTION}
_BY_REPORTER = {
    *(Action.SUPPLY_INFO, Action.CONFIRM, Action.REPLY, Action.ADD_MESSAGE, Action.REOPEN, Action.CONTEST, Action.RATE),
    *(Action.LIFT_CONFIDENTIAL, Action.APPROVE_TEXT, Action.REFUSE_TEXT, Action.WITHDRAW_TEXT, Action.CONTEST_TEXT),
    *(Action.WRONG_AGENCY, Action.CONTEST_CATEGORY, Action.HELP_UNMET, Action.CORRECT, Action.CHOOSE_FORM),
}


def case_in(db: Database, keys: Keys, now: datetime, status: Status, **changes: Any) -> Received:
    """A report that has got to `status`."""
    received = report(db, keys, now, **changes)
    for action in PATHS[status]:
        act(db, received.case_id, action, now)
    return received
