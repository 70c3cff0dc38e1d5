"""How the codes of the record are called on every page."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.i18n import date_long
from webapp.base.sentences import _, _l, say
from webapp.cases import parts
from webapp.cases.accommodations import Item
from webapp.cases.classification import Answers, Question, because
from webapp.cases.reasons import HELP_REFUSED, REASONS
from webapp.cases.reports import Kind
from webapp.cases.results import REFUSALS, Result, read
from webapp.cases.workflow import Status

STATUS_NAMES: Mapping[Status, str] = {
    Status.RECEIVED: _l("Menunggu verifikasi"),
    Status.NEEDS_INFO: _l("Menunggu kelengkapan informasi"),
    Status.ASSIGNED: _l("Terdisposisi, belum ditindaklanjuti"),
    Status.IN_PROGRESS: _l("Ditindaklanjuti"),
    Status.ANSWERED: _l("Menunggu tanggapan pelapor"),
    Status.CLOSED: _l("Ditutup"),
    Status.ARCHIVED: _l("Diarsipkan"),
}
CLOSED_NAMES: Mapping[str, str] = {
    "reporter": _l("Ditutup oleh pelapor"),
    "officer_for_reporter": _l("Ditutup lewat petugas"),
    "system": _l("Ditutup oleh sistem, belum dikonfirmasi"),
    "admin": _l("Ditutup oleh admin"),
}
KIND_NAMES: Mapping[Kind, str] = {
    Kind.COMPLAINT: _l("Pengaduan"),
    Kind.SUGGESTION: _l("Aspirasi atau usul"),
    Kind.INFORMATION: _l("Permintaan informasi"),
}
CLASS_NAMES: Mapping[bool, str] = {
    True: _l("berkadar pengawasan"),
    False: _l("tidak berkadar pengawasan"),
}
CLASS_REASONS: Mapping[Question, str] = {
    Question.MISUSE: _l("Menurut petugas, laporan menyebut penyalahgunaan wewenang atau maladministrasi."),
    Question.LOSS: _l("Menurut petugas, uang atau barang milik negara atau daerah mungkin hilang."),
    Question.INSPECTION: _l(
        "Menurut petugas, faktanya perlu diperiksa, dan unit layanannya tidak dapat melakukannya sendiri."
    ),
}
NO_CLASS_REASON = _l("Menurut petugas, tidak ada yang perlu diperiksa pengawas.")
RESULT_NAMES: Mapping[Result, str] = {
    Result.ACCEPTED: _l("Aspirasi diterima"),
    Result.PLANNED: _l("Aspirasi masuk rencana atau anggaran"),
    Result.REFUSED: _l("Aspirasi ditolak"),
}
SLOT_NAMES: Mapping[str, str] = {
    "decision": _l("Apa keputusannya?"),
    "actor": _l("Siapa yang mengerjakan?"),
    "by_when": _l("Kapan selesai?"),
    "your_options": _l("Apa yang dapat dilakukan pelapor?"),
}
"""The four slots of an answer: so its form asks, and so page, letter and PDF tell them."""
VIDEO_NAMES: Mapping[str, str] = {
    "captions": _l("Yang dikatakan dalam video"),
    "interpreter": _l("Juru bahasa isyarat"),
    "title": _l("Judul"),
    "body": _l("Isi dalam bahasa Indonesia"),
}
"""What was written of a video: of an officer's, and of a reporter's own."""
WISH_NAMES: Mapping[str, str] = {
    "interpreter": _l("Juru bahasa isyarat"),
    "phone_call": _l("Dihubungi lewat telepon, bukan tulisan"),
    "large_print": _l("Jawaban dengan huruf besar"),
    "braille": _l("Jawaban dalam huruf braille"),
    "easy_read": _l("Jawaban dengan bahasa sederhana"),
    "form_help": _l("Didampingi saat mengisi atau membalas"),
}
"""Accommodations (`reports.Help`) in the order in which they are offered."""

HELP_STATES: Mapping[str, str] = {
    parts.ASKED: _l("Diminta sejak %(day)s, belum dipenuhi"),
    parts.PROMISED: _l("Dijanjikan untuk %(day)s"),
    parts.MET: _l("Dipenuhi pada %(day)s"),
    parts.UNABLE: _l("Tidak dapat dipenuhi karena %(reason)s"),
}
# said of an event on the page of a ticket and at the desk
NAMED = _l("Menurut pelapor, yang berwenang adalah %(suggested)s.")
SAID_RIGHT = _l("Pelapor benar: sebelumnya salah instansi.")
SOMEBODY = _l("instansi")


def wish_name(wish: str) -> str:
    """The help in words; what only the reporter's note says is named so."""
    return str(WISH_NAMES.get(wish) or _("Seperti yang ditulis pelapor"))


def help_says(item: Item) -> str:
    """How an accommodation stands, without a full stop."""
    return say(HELP_STATES[item.state], day=date_long(item.day), reason=_(HELP_REFUSED.get(item.reason, "")))


def status_name(status: Status, closed_by: str | None, reason: str | None, result: str | None = None) -> str:
    """The status in words, without a full stop; who closed it, why it was archived and what became are part of it."""
    if status is Status.ARCHIVED and (words := REASONS.get(reason or "")):
        return _("Diarsipkan: %(reason)s", reason=_(words))
    ending = CLOSED_NAMES.get(closed_by or "") if status is Status.CLOSED else None
    name = str(ending or STATUS_NAMES[status])
    return _("%(result)s. %(status)s", result=result_name(result), status=name) if result else name


def class_reasons(answers: Answers) -> tuple[str, ...]:
    """Why a case is berkadar pengawasan, or that nothing makes it so: a sentence each."""
    found = [str(CLASS_REASONS[question]) for question in because(answers)]
    return tuple(found) or (str(NO_CLASS_REASON),)


def result_name(code: str) -> str:
    """How an aspirasi ends, in words without a full stop."""
    result, detail = read(code)
    if result is Result.PLANNED:
        return _("Aspirasi masuk rencana atau anggaran tahun %(year)s", year=detail)
    if result is Result.REFUSED:
        return _("Aspirasi ditolak: %(reason)s", reason=_(REFUSALS[detail]))
    return str(RESULT_NAMES[result])
