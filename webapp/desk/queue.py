"""`/petugas/`: what waits for this officer, the nearest deadline first, and the way to one case by its ticket."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from http import HTTPStatus

from flask import redirect, request, url_for
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.base.clock import Zone, local_date
from webapp.base.i18n import date_long, date_short
from webapp.base.ids import parse_ticket, shown, slug, ticket_in
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import config, database, now
from webapp.cases.deadlines import Clock
from webapp.cases.desk_index import LOOKED_AT
from webapp.cases.lateness import DueState, Lateness
from webapp.cases.words import STATUS_NAMES
from webapp.cases.workflow import OPEN, Status
from webapp.desk import actions, queries, way_back
from webapp.desk.access import current_officer, needs
from webapp.desk.blueprint import bp
from webapp.desk.forms import FindForm
from webapp.desk.queue_queries import Queue, queue_of
from webapp.desk.queue_reach import handling, works_on
from webapp.desk.queue_rows import DECISIONS, FOR_WHO_WORKS, Asked, Key, Over, Row, Waiting, Wanted
from webapp.desk.words import FILTER_NAMES, MARK_NAMES
from webapp.officers.queries import SignedIn, scope_of
from webapp.officers.roles import Permission

_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})")
MOST_LETTERS = 100
"""Of what is searched for; the rest is cut."""
FILTERS: dict[str, Status | Clock | Waiting | Over] = {
    **{status.value: status for status in Status if status in OPEN},
    **{clock.value: clock for clock in (*DECISIONS, Clock.INTERPRETATION)},
    **{other.value: other for other in (*Waiting, Over.ENDED)},
}
"""What the queue may be narrowed to, as the address says it."""


@bp.get("/")
@needs()
def queue() -> Response:
    """The queue of the officer's scope; who may see no case goes to the own account."""
    officer = current_officer()
    if not officer.may(Permission.VIEW):
        return redirect(url_for(".account"), HTTPStatus.SEE_OTHER)
    wanted, zone = _filters(officer).get(request.args.get("status", "")), Zone(config().site.zone)
    words = " ".join(request.args.get("kata", "").split())[:MOST_LETTERS]
    found = _found(officer, zone, Asked(wanted, _after(), words.split(), request.args.get("instansi", "")))
    branch = found.branch
    return page(
        "desk/queue.html",
        status=None if branch else HTTPStatus.NOT_FOUND,
        queue=found,
        branch=branch,
        heading=_("Antrean %(agency)s", agency=branch.name) if branch and branch.name else _heading(officer),
        today=local_date(now(), zone),
        chosen=wanted,
        words=words,
        looked_at=LOOKED_AT,
        filters=[(value, FILTER_NAMES[value]) for value in _filters(officer)],
        next_page=_address(found.next, wanted, words, branch.code) if found.next and branch else "",
        done=_done(officer),
        done_of=ticket_in(request.args.get("tiket", "")),
        here=way_back.here(),
        find=FindForm(formdata=None),
        say_deadline=deadline,
        is_late=is_late,
        say_owner=owner,
        status_names=STATUS_NAMES,
        mark_names=MARK_NAMES,
        slug=slug,
        shown=shown,
    )


@bp.get("/cari")
@needs(Permission.VIEW)
def find() -> Response:
    """From a typed ticket to its case, from words to the queue of those that hold them; others' cases are not there."""
    form = FindForm(formdata=request.args or MultiDict({"tiket": ""}))
    if any(letter.isalpha() for letter in form.tiket.data or ""):
        return redirect(url_for(".queue", kata=form.tiket.data), HTTPStatus.SEE_OTHER)
    if not form.validate():
        return page("desk/find.html", form=form)
    return redirect(url_for(".case", tiket=slug(parse_ticket(form.tiket.data or ""))), HTTPStatus.SEE_OTHER)


def deadline(row: Row) -> tuple[str, str]:
    """The deadline of a row in words, and its day: ("Terlambat 2 hari kerja", "Jumat, 18 Desember 2026")."""
    if isinstance(row.of, Waiting):
        return _waits(row)
    if row.of is Over.ENDED:
        return _("Sudah selesai"), _("Berubah terakhir %(date)s", date=date_long(row.due))
    if row.of is Clock.CONTRIBUTION:
        return _part(row)
    if row.paused_on and row.ours:
        left = ngettext("Sisa %(num)s hari kerja", "Sisa %(num)s hari kerja", row.lateness.left)
        return _("Dijeda sejak %(date)s", date=date_short(row.paused_on)), left
    if row.status is Status.NEEDS_INFO and row.paused_on:
        until = _("Pelapor punya waktu sampai %(date)s", date=date_long(row.due))
        return _("Dijeda sejak %(date)s", date=date_short(row.paused_on)), until
    return _left(row.lateness, row.ours), date_long(row.due)


def _waits(row: Row) -> tuple[str, str]:
    """Since when help or a message waits, or for when help is promised."""
    if row.lateness.state is DueState.BEFORE:
        return _("Dijanjikan"), date_long(row.due)
    over = row.lateness.over
    days = ngettext("Menunggu %(num)s hari kerja", "Menunggu %(num)s hari kerja", over)
    return days if over else _("Sejak hari ini"), _("Sejak %(date)s", date=date_long(row.due))


def _part(row: Row) -> tuple[str, str]:
    """Until when the part of who only contributes is asked for."""
    if row.status is Status.NEEDS_INFO:
        return _("Bagian instansi Anda: dijeda"), _("Kami menunggu keterangan pelapor.")
    return _("Bagian instansi Anda: %(left)s", left=_left(row.lateness, row.ours)), date_long(row.due)


def _left(at: Lateness, ours: bool) -> str:
    if at.state is DueState.LAST_DAY:
        return _("Hari ini")
    if at.passed and not ours:
        return _("Waktu pelapor sudah lewat")
    if at.passed:
        late = ngettext("Terlambat %(num)s hari kerja", "Terlambat %(num)s hari kerja", at.over)
        return late if at.over else _("Sudah lewat batas")
    return ngettext("%(num)s hari kerja lagi", "%(num)s hari kerja lagi", at.left)


def is_late(row: Row) -> bool:
    """Whether an office is late; a reporter never is."""
    return row.lateness.passed and row.ours


def owner(row: Row) -> str:
    """Who must act, where nobody of the agency which has the case is active."""
    if row.owner is None:
        return ""
    who = row.owner.officer
    if who is None:
        return _("Belum ada petugas yang aktif, di instansi itu maupun di atasnya.")
    if who.id == current_officer().id:
        return _("Yang menangani: Anda, karena di instansi itu tidak ada petugas yang aktif.")
    return _("Yang menangani: %(name)s, %(agency)s.", name=who.name, agency=who.agency)


def _filters(officer: SignedIn) -> dict[str, Status | Clock | Waiting | Over]:
    """What waits beside the clocks is told to nobody who only looks."""
    return {
        value: wanted for value, wanted in FILTERS.items()
        if wanted not in FOR_WHO_WORKS or handling(officer, works_on(wanted)).grants
    }  # fmt: skip


def _found(officer: SignedIn, zone: Zone, asked: Asked) -> Queue:
    """The page that was asked for; the first one where all that stood here was done meanwhile."""
    found = queue_of(database(), officer, now(), zone, asked)
    return _found(officer, zone, replace(asked, after=None)) if asked.after and not found.rows else found


def _after() -> Key | None:
    match = _KEY.fullmatch(request.args.get("sesudah", ""))
    try:
        return Key(date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _address(key: Key, wanted: Wanted, words: str, code: str) -> str:
    after, status = f"{key.due.isoformat()}_{key.case_id}", wanted.value if wanted else None
    return url_for(".queue", sesudah=after, status=status, kata=words or None, instansi=code or None)


def _heading(officer: SignedIn) -> str:
    """Whose queue it is; the agency is named where there is only one."""
    scope = scope_of(officer)
    if scope.everything:
        return _("Antrean nasional")
    names = {held.agency_name for held in officer.grants if held.agency_id in scope.agency_ids}
    return _("Antrean %(agency)s", agency=names.pop()) if len(names) == 1 else _("Antrean Anda")


def _done(officer: SignedIn) -> str:
    """What was just done, as the address says and the record confirms; empty otherwise."""
    deed, ticket = actions.BY_SLUG.get(request.args.get("selesai", "")), ticket_in(request.args.get("tiket", ""))
    if deed is None or ticket is None or not queries.just_done(database(), officer, ticket, deed.action, now()):
        return ""
    return say(deed.done, ticket=shown(ticket).replace(" ", "\N{NO-BREAK SPACE}"))
