"""`/petugas/kasus/<tiket>`: one case, all of it that this officer may know, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import abort
from werkzeug.wrappers import Response

from webapp.base.i18n import date_long, datetime_long
from webapp.base.ids import slug, ticket_in
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import config, database, now
from webapp.cases import parts, signs
from webapp.cases.destinations import HOPS_TO_THE_TOP
from webapp.cases.keys import Keys
from webapp.cases.moves import ERASED
from webapp.cases.reasons import OPEN_QUESTION
from webapp.cases.reports import Kind, Reporter
from webapp.cases.words import CLASS_NAMES, KIND_NAMES, help_says, status_name, wish_name
from webapp.cases.workflow import Action, Status
from webapp.desk import actions, queries, story, way_back, words
from webapp.desk.access import current_officer, needs
from webapp.desk.action_forms import capital
from webapp.desk.blueprint import bp
from webapp.desk.queries import CaseFile
from webapp.officers.roles import Permission


@dataclass(frozen=True)
class Head:
    """The head of every page about a case."""

    title: str
    status: Status
    status_name: str
    address: str

    def to(self, deed: str = "") -> str:
        """The address of the case, or of one of its actions, from where the way leads back to the same queue."""
        return f"{self.address}/{deed}".rstrip("/") + way_back.ending()


@bp.get("/kasus/<tiket>")
@needs(Permission.VIEW)
def case(tiket: str) -> Response:
    """The case page."""
    file = file_or_404(tiket)
    return page(
        "desk/case.html",
        file=file,
        moments=story.moments(file),
        original=list(_original(file)),
        facts=list(_facts(file)),
        contact=list(_contact(file)),
        deeds=[deed for action, deed in actions.DEEDS.items() if action in file.actions],
        reasons=[reason.say(_) for reason in file.reasons],
        may_contact=Permission.READ_CONTACT in file.standing.permissions,
        questioned=file.state.agency_question == OPEN_QUESTION,
        decides=file.state.hops >= HOPS_TO_THE_TOP and Action.ASSIGN in file.actions,
        contributions=list(told_parts(file)),
        helps=list(told_helps(file)),
        head=head_of(file),
        back=way_back.to_queue(),
    )


def file_or_404(tiket: str) -> CaseFile:
    """The case of an address, when it is this officer's to see; else 404, as if there were none."""
    ticket = ticket_in(tiket) or abort(404)
    return queries.case_file(database(), Keys.of(config()), current_officer(), ticket, now()) or abort(404)


def head_of(file: CaseFile) -> Head:
    """What stands at the head of every page about the case."""
    state, status = file.state, Status(file.state.status)
    return Head(
        title=file.words.get(
            "title", str(words.ERASED_TITLE if file.state.text_state == ERASED else words.SECRET_TITLE)
        ),
        status=status,
        status_name=status_name(status, state.closed_by, state.archive_reason, state.result),
        address=f"/petugas/kasus/{slug(file.ticket)}",
    )


def _original(file: CaseFile) -> Iterator[tuple[str, str]]:
    """The reporter's words with their labels; the title stands above."""
    labels = {
        "body": _("Yang ditulis pelapor"),
        "place": _("Tempat"),
        "coordinates": _("Koordinat"),
        "outcome": _("Yang diharapkan pelapor"),
    }
    for kind, label in labels.items():
        if file.original.get(kind) and (kind != "body" or file.original[kind] != signs.BODY):
            yield label, file.original[kind]
    if file.readable and file.state.signs == signs.TOLD:
        yield _("Isinya dalam bahasa Indonesia"), file.words["body"]
    when = file.original.get("happened") or _day(file.entries[0].data.get("happened_on"))
    if when and file.readable:
        yield _("Kapan terjadi"), when


def _day(iso: str | None) -> str:
    return date_long(date.fromisoformat(iso)) if iso else ""


def _facts(file: CaseFile) -> Iterator[tuple[str, str]]:
    state = file.state
    yield _("Penanggung jawab"), file.agency
    yield _("Koordinator"), file.names[state.coordinator_id]
    yield _("Jenis"), str(KIND_NAMES[Kind(state.kind)])
    if file.readable:
        yield _("Kategori"), _(file.category) if file.category else _("Belum ditentukan")
    if state.kind == Kind.COMPLAINT:
        yield _("Golongan"), capital(str(CLASS_NAMES[state.supervisory]))
    yield _("Wilayah"), file.area or _("Tidak disebut")
    yield _("Diterima"), datetime_long(state.received_at, file.zone.value)
    yield _("Kanal"), str(words.CHANNEL_NAMES.get(state.channel, state.channel))
    if state.hops:
        yield _("Dikembalikan"), _returned(file)
    if state.anonymous:
        yield _("Anonim"), _("Nama dan kontak pelapor tidak disimpan sama sekali.")
    if state.confidential:
        yield _("Rahasia"), _("Isinya hanya dibaca pelapor dan petugas yang menanganinya.")


def _returned(file: CaseFile) -> str:
    """How often, and when that is too often, by whom and who decides now."""
    if file.state.hops < HOPS_TO_THE_TOP:
        return _("%(count)s kali", count=file.state.hops)
    by = [file.names[entry.agency_id] for entry in file.entries if entry.action is Action.RETURN and entry.agency_id]
    return _(
        "%(count)s kali, oleh %(agencies)s. Sekarang %(above)s yang memutuskan.",
        count=file.state.hops,
        agencies=", ".join(dict.fromkeys(by)),
        above=file.names[file.state.coordinator_id],
    )


def told_parts(file: CaseFile, *, waited: bool = False) -> Iterator[tuple[str, str]]:
    """Each contributing agency and how its part stands; or only those that are waited for."""
    for number, part in file.state.contributors.items():
        due = file.contributions.get(int(number))
        if due or not waited:
            words_for = words.PART_STATES[part["state"]]
            yield file.names[int(number)], say(words_for, due=date_long(due) if due else "")


def told_helps(file: CaseFile, *, open_only: bool = False) -> Iterator[tuple[str, str]]:
    """Each accommodation and how it stands, for who may know of it."""
    for item in file.help.items if file.help else ():
        if not open_only or item.number in parts.unmet(file.state.helps):
            yield wish_name(item.wish), help_says(item)


def _contact(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Name and addresses, for who may read them."""
    reporter = file.reporter
    if reporter is None:
        return
    if reporter.name:
        yield _("Nama"), reporter.name
    if reporter.email:
        yield _("Surel"), reporter.email
    if reporter.phone:
        yield _("Telepon"), reporter.phone
    yield from _manner(reporter, file.no_calls)


def _manner(reporter: Reporter, no_calls: bool) -> Iterator[tuple[str, str]]:
    if no_calls:
        yield _("Jangan telepon"), _("Pelapor tidak mau ditelepon. Balas dengan tulisan saja.")
    if reporter.helper in words.HELPED:
        name = reporter.helper_name or str(words.HELPER_UNNAMED)
        yield _("Pendamping"), say(words.HELPED[reporter.helper], name=name)
