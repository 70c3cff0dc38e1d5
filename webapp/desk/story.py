"""What happened to a case, told to officers: who did what and when, each event one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from webapp.base.clock import local_date, week_of
from webapp.base.i18n import date_long, datetime_long
from webapp.base.ids import Ticket, shown
from webapp.base.sentences import _, _l, say
from webapp.base.timeline import Moment
from webapp.cases.destinations import UPHELD
from webapp.cases.moves import OFFICER, REPORTER
from webapp.cases.queries import Entry
from webapp.cases.reasons import CHANGES, ERASED, KEPT, OFTEN, REFUSED, SAME_DUE
from webapp.cases.reports import Kind
from webapp.cases.words import NAMED, SAID_RIGHT, SLOT_NAMES, SOMEBODY, VIDEO_NAMES, class_reasons, result_name
from webapp.cases.workflow import Action
from webapp.desk.queries import CaseFile

SENTENCES: Mapping[Action, str] = {
    Action.RECEIVE: _l("%(by)s mengirim laporan ini"),
    Action.ASK_INFO: _l("%(by)s meminta keterangan dari pelapor"),
    Action.SUPPLY_INFO: _l("%(by)s melengkapi keterangan"),
    Action.ASSIGN: _l("%(by)s meneruskan kasus ke %(agency)s"),
    Action.REASSIGN: _l("%(by)s mengalihkan kasus ke %(agency)s"),
    Action.RETURN: _l("%(by)s mengembalikan kasus dan menyebut %(suggested)s sebagai yang berwenang"),
    Action.START: _l("%(by)s memulai tindak lanjut"),
    Action.NOTE: _l("%(by)s mencatat tindak lanjut"),
    Action.ANSWER: _l("%(by)s menjawab pelapor"),
    Action.CONFIRM: _l("%(by)s menyatakan kasus ini beres"),
    Action.CONFIRM_FOR: _l("%(by)s mencatat bahwa pelapor menyatakannya beres"),
    Action.REPLY: _l("%(by)s membalas: belum beres"),
    Action.ADD_MESSAGE: _l("%(by)s menambahkan pesan"),
    Action.CLOSE: _l("%(by)s menutup kasus"),
    Action.TIME_OUT: _l("%(by)s menutup kasus karena pelapor tidak menanggapi"),
    Action.REOPEN: _l("%(by)s membuka kembali kasus"),
    Action.TAKE_UP: _l("%(by)s membuka kembali kasus yang sudah berakhir"),
    Action.ARCHIVE: _l("%(by)s mengarsipkan kasus"),
    Action.CONTEST: _l("%(by)s berkeberatan atas pengarsipan"),
    Action.MERGE: _l("%(by)s menggabungkan kasus ke tiket %(leading)s"),
    Action.CLASSIFY: _l("%(by)s menetapkan golongan kasus"),
    Action.CATEGORISE: _l("%(by)s menetapkan kategori kasus"),
    Action.CONTEST_CATEGORY: _l("%(by)s mengatakan kategorinya keliru; %(agency)s memutuskan"),
    Action.READ: _l("%(by)s menandai pesan pelapor sudah dibaca"),
    Action.MAKE_CONFIDENTIAL: _l("%(by)s menjadikan kasus rahasia"),
    Action.LIFT_CONFIDENTIAL: _l("%(by)s mencabut kerahasiaan"),
    Action.PROPOSE_TEXT: _l("%(by)s mengusulkan teks untuk umum"),
    Action.APPROVE_TEXT: _l("%(by)s menyetujui teks untuk umum"),
    Action.REFUSE_TEXT: _l("%(by)s menolak teks untuk umum"),
    Action.WITHDRAW_TEXT: _l("%(by)s menarik persetujuan atas teks untuk umum"),
    Action.DECLINE_TEXT: _l("%(by)s memutuskan tidak menerbitkan isinya"),
    Action.CONTEST_TEXT: _l("%(by)s berkeberatan atas keputusan tidak menerbitkan; %(agency)s memutuskan lagi"),
    Action.RATE: _l("%(by)s memberi nilai %(stars)s dari 5"),
    Action.NEW_PIN: _l("%(by)s meminta PIN baru"),
    Action.WRONG_AGENCY: _l("%(by)s mengatakan ini salah instansi; %(agency)s memutuskan"),
    Action.KEEP_AGENCY: _l("%(by)s memutuskan bahwa kasus tetap di instansinya"),
    Action.REMIND: _l("%(by)s mengirim pengingat"),
    Action.ESCALATE: _l("%(by)s menaikkan kasus ke %(agency)s karena terlambat"),
    Action.ERASE: _l("%(by)s menghapus isi laporan ini"),
    Action.ASK_CONTRIBUTION: _l("%(by)s meminta bagian dari %(agency)s"),
    Action.CONTRIBUTE: _l("%(by)s menyampaikan bagian dari %(agency)s"),
    Action.DECLINE_CONTRIBUTION: _l("%(by)s menolak permintaan bagian dari %(agency)s"),
    Action.RECORD_HELP: _l("%(by)s mencatat bantuan untuk pelapor"),
    Action.CHOOSE_FORM: _l("%(by)s memilih bentuk suratnya"),
    Action.HELP_UNMET: _l("%(by)s mengatakan bahwa bantuan yang ia minta belum dipenuhi"),
    Action.INTERPRET: _l("%(by)s menulis isi video bahasa isyarat"),
    Action.CORRECT: _l("%(by)s membetulkan teks dari videonya"),
}
OF_KIND: Mapping[tuple[str, Action], str] = {
    (Kind.SUGGESTION, Action.CONFIRM): _l("%(by)s menyatakan jawabannya jelas"),
    (Kind.SUGGESTION, Action.CONFIRM_FOR): _l("%(by)s mencatat bahwa menurut pelapor jawabannya jelas"),
    (Kind.SUGGESTION, Action.REPLY): _l("%(by)s membalas: belum jelas"),
    (Kind.INFORMATION, Action.CONFIRM): _l("%(by)s menyatakan informasinya sudah diterima"),
    (Kind.INFORMATION, Action.CONFIRM_FOR): _l("%(by)s mencatat bahwa pelapor sudah menerima informasinya"),
    (Kind.INFORMATION, Action.REPLY): _l("%(by)s membalas: informasinya belum lengkap"),
}
"""What is said in another way of what is no complaint."""
DATE_STAYS = _l("Batas tindak lanjut pertama tetap, karena kasus ini sudah pernah dialihkan.")
ASKED_OFTEN = _l("Ini pertanyaan ke-%(questions)s dari instansi yang menangani, maka koordinator diberi tahu.")
CATEGORY_DECIDED: Mapping[str, str] = {
    KEPT: _l("Pelapor berkeberatan; diputuskan tetap."),
    UPHELD: _l("Keberatan pelapor atas kategorinya diterima."),
}
UNTIL = _l("Batasnya %(day)s.")
UNTOLD: Mapping[Action, str] = {
    Action.MAKE_CONFIDENTIAL: _l("Kasus dijadikan rahasia"),
    Action.TAKE_UP: _l("Kasus dibuka kembali"),
}
"""By whom is not for everybody: `cases.alike`."""
MERGED = _l("%(by)s menggabungkan kasus ke laporan lain")
REPORTER_NAME, SYSTEM_NAME = _l("Pelapor"), _l("Sistem")
OFFICER_NAME, OFFICER_OF = _l("%(name)s dari %(agency)s"), _l("Petugas %(agency)s")
CHANGED = _l("Kasus ini berubah sejak Anda membukanya: %(what)s, %(when)s. Periksa isian Anda, lalu kirim lagi.")

READERS: Mapping[str, str] = {
    "all": _l("Umum membacanya bila isi laporan terbit."),
    "reporter": _l("Hanya untuk pelapor."),
}
TEXT_LABELS: Mapping[str, str] = {
    "note": _l("Catatan"),
    "question": _l("Pertanyaan untuk pelapor"),
    "explanation": _l("Penjelasan"),
    "message": _l("Tulisan pelapor"),
    **SLOT_NAMES,
    "public_title": _l("Judul untuk umum"),
    "public_body": _l("Teks untuk umum"),
    "task": _l("Yang diminta"),
    "contribution": _l("Bagian instansi itu"),
    **VIDEO_NAMES,
}
"""Texts of an event in the order in which it shows them; the report itself has a section of its own."""

SECRET_BY_CATEGORY: Mapping[bool, str] = {
    True: _l("Kategorinya menjadikan kasus ini rahasia."),
    False: _l("Kategorinya tidak lagi menjadikan kasus ini rahasia. Pelapor dapat mencabutnya."),
}


def moments(file: CaseFile) -> list[Moment]:
    """All that happened, oldest first, with the texts that this officer may read."""
    return [_moment(file, entry, is_last=entry is file.entries[-1]) for entry in file.entries]


def _moment(file: CaseFile, entry: Entry, is_last: bool) -> Moment:
    return Moment(
        state="now" if is_last else "done",
        when=_when(file, entry),
        iso="" if entry.seq < 0 else entry.at.astimezone(file.zone.info).isoformat(timespec="minutes"),
        title=sentence(file, entry),
        text=" ".join(_coded(file, entry)),
        quotes=() if entry.action is Action.RECEIVE else entry.quotes(TEXT_LABELS),
    )


def _coded(file: CaseFile, entry: Entry) -> Iterator[str]:
    """What the codes of an event say beside its sentence."""
    data = entry.data
    reason = data.get("reason", "")
    if entry.action is Action.ERASE:
        yield _(ERASED[reason])
    elif told := REFUSED.get(reason) or CHANGES.get(data.get("change", "")):
        yield _("Alasan: %(reason)s.", reason=_(told))
    if "result" in data:
        yield _("%(result)s.", result=result_name(data["result"]))
    yield from _agency_told(file, entry)
    if entry.action is Action.REMIND and "due" in entry.data:
        yield say(UNTIL, day=date_long(date.fromisoformat(entry.data["due"])))
    if SAME_DUE in data:
        yield str(DATE_STAYS)
    if data.get("questions", 0) >= OFTEN:
        yield say(ASKED_OFTEN, questions=data["questions"])
    if "answers" in data and file.readable:
        yield from class_reasons(data["answers"])
    yield from _secrecy_told(file, entry)


def _agency_told(file: CaseFile, entry: Entry) -> Iterator[str]:
    """Which agency a reporter calls the right one, and whether that was upheld."""
    if entry.action is Action.WRONG_AGENCY and "suggested_agency" in entry.data:
        yield say(NAMED, suggested=_agency(file, entry.data["suggested_agency"]))
    if entry.data.get("agency_question") == UPHELD:
        yield str(SAID_RIGHT)
    if decided := entry.data.get("category_question"):
        yield str(CATEGORY_DECIDED[decided])


def _secrecy_told(file: CaseFile, entry: Entry) -> Iterator[str]:
    """Who reads what was written, and whether its category made the case confidential."""
    if "readers" in entry.data:
        yield str(READERS[entry.data["readers"]])
    if file.standing.handles and entry.action is not Action.RECEIVE and "sensitive" in entry.data:
        yield str(SECRET_BY_CATEGORY[entry.data["sensitive"]])


def _when(file: CaseFile, entry: Entry) -> str:
    if entry.seq < 0:
        return _("Pekan mulai %(day)s", day=date_long(week_of(local_date(entry.at, file.zone)).monday))
    return datetime_long(entry.at, file.zone.value)


def sentence(file: CaseFile, entry: Entry) -> str:
    """Who did what, in one sentence without its full stop."""
    leading = entry.data.get("leading")
    if entry.seq < 0 or not entry.party:
        return str(UNTOLD[entry.action])
    return say(
        MERGED
        if entry.action is Action.MERGE and not leading
        else OF_KIND.get((file.state.kind, entry.action), SENTENCES[entry.action]),
        by=_by(file, entry),
        agency=_agency(file, entry.data.get("agency")),
        suggested=_agency(file, entry.data.get("suggested_agency")),
        leading=shown(Ticket(leading)) if leading else "",
        stars=entry.data.get("stars", ""),
    )


def _by(file: CaseFile, entry: Entry) -> str:
    if entry.party != OFFICER:
        return str(REPORTER_NAME if entry.party == REPORTER.party else SYSTEM_NAME)
    agency, name = _agency(file, entry.agency_id), file.people.get(entry.officer_id or 0)
    return say(OFFICER_NAME, name=name, agency=agency) if name else say(OFFICER_OF, agency=agency)


def _agency(file: CaseFile, number: object) -> str:
    return file.names.get(number, str(SOMEBODY)) if isinstance(number, int) else str(SOMEBODY)


def changes_since(file: CaseFile, seen: int) -> list[str]:
    """A sentence for each event after version `seen`, oldest first: what changed, by whom and when."""
    missed = [entry for entry in file.entries if entry.seq > seen]
    return [_("%(what)s, %(when)s.", what=sentence(file, entry), when=_when(file, entry)) for entry in missed]


def changed(file: CaseFile) -> str:
    """The newest change as a fault of a form that was opened before it."""
    newest = file.entries[-1]
    return say(CHANGED, what=sentence(file, newest), when=_when(file, newest))
