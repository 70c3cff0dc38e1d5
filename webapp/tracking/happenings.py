"""What happened to a case, told: a heading for each action, and a sentence that says who did it or what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from webapp.base.i18n import date_long, nbsp
from webapp.base.ids import Ticket, shown
from webapp.base.sentences import _, _l, say
from webapp.cases import parts
from webapp.cases.deadlines import Classification, Clock, days_of
from webapp.cases.destinations import UPHELD
from webapp.cases.queries import Entry
from webapp.cases.reasons import ERASED, KEPT, OFTEN, REFUSED, SAME_DUE, ArchiveReason
from webapp.cases.reports import JUDGED, Kind
from webapp.cases.timers import DECIDED
from webapp.cases.words import NAMED, SAID_RIGHT, SLOT_NAMES, SOMEBODY, VIDEO_NAMES, class_reasons, result_name
from webapp.cases.workflow import Action, Status
from webapp.tracking.kind_words import manner_of
from webapp.tracking.secrecy_words import secrecy_of
from webapp.tracking.words import ARCHIVED_SAYS, SEE_REASON

TITLES: Mapping[Action, str] = {
    **manner_of(Kind.COMPLAINT).titles,
    Action.RECEIVE: _l("Laporan diterima"),
    Action.ASK_INFO: _l("Pelapor diminta melengkapi keterangan"),
    Action.SUPPLY_INFO: _l("Pelapor melengkapi keterangan"),
    Action.ASSIGN: _l("Diperiksa, lalu diteruskan ke %(agency)s"),
    Action.REASSIGN: _l("Dialihkan ke %(agency)s"),
    Action.RETURN: _l("Dikembalikan oleh %(by)s: bukan wewenangnya"),
    Action.START: _l("%(by)s mulai menindaklanjuti"),
    Action.NOTE: _l("Kabar dari %(by)s"),
    Action.ANSWER: _l("%(by)s menjawab"),
    Action.ADD_MESSAGE: _l("Pelapor menambahkan pesan"),
    Action.CLOSE: _l("Ditutup oleh admin"),
    Action.TIME_OUT: _l("Ditutup oleh sistem, belum dikonfirmasi"),
    Action.REOPEN: _l("Dibuka kembali oleh pelapor"),
    Action.TAKE_UP: _l("Dibuka kembali"),
    Action.ARCHIVE: _l("Diarsipkan"),
    Action.CONTEST: _l("Pelapor berkeberatan atas pengarsipan"),
    Action.MERGE: _l("Digabung dengan laporan lain"),
    Action.CLASSIFY: _l("Golongan laporan ditetapkan"),
    Action.CATEGORISE: _l("Kategori laporan ditetapkan"),
    Action.CONTEST_CATEGORY: _l("Pelapor mengatakan: kategorinya keliru"),
    Action.READ: _l("Pesan pelapor dibaca oleh %(by)s"),
    Action.MAKE_CONFIDENTIAL: _l("Laporan dijadikan rahasia"),
    Action.LIFT_CONFIDENTIAL: _l("Pelapor mencabut kerahasiaan"),
    Action.PROPOSE_TEXT: _l("Teks untuk umum diusulkan kepada pelapor"),
    Action.APPROVE_TEXT: _l("Pelapor menyetujui teks untuk umum"),
    Action.REFUSE_TEXT: _l("Pelapor tidak menyetujui teks untuk umum"),
    Action.WITHDRAW_TEXT: _l("Pelapor menarik persetujuan atas teks untuk umum"),
    Action.DECLINE_TEXT: _l("%(by)s memutuskan tidak menerbitkan isinya"),
    Action.CONTEST_TEXT: _l("Pelapor berkeberatan atas keputusan tidak menerbitkan"),
    Action.RATE: _l("Pelapor menilai penanganan: %(stars)s dari 5"),
    Action.NEW_PIN: _l("PIN diganti"),
    Action.WRONG_AGENCY: _l("Pelapor mengatakan: salah instansi"),
    Action.KEEP_AGENCY: _l("Diputuskan: tetap di instansi ini"),
    Action.REMIND: _l("Pengingat dikirim ke %(agency)s"),
    Action.ESCALATE: _l("Terlambat, lalu dinaikkan ke %(agency)s"),
    Action.ERASE: _l("Isi laporan dihapus"),
    Action.ASK_CONTRIBUTION: _l("%(agency)s diminta ikut menangani"),
    Action.CONTRIBUTE: _l("%(agency)s menyampaikan bagiannya"),
    Action.DECLINE_CONTRIBUTION: _l("%(agency)s menolak ikut menangani"),
    Action.RECORD_HELP: _l("Kabar tentang bantuan yang diminta pelapor"),
    Action.CHOOSE_FORM: _l("Pelapor memilih bentuk suratnya"),
    Action.HELP_UNMET: _l("Pelapor belum menerima bantuan yang ia minta"),
    Action.INTERPRET: _l("Isi video bahasa isyarat ditulis dalam bahasa Indonesia"),
    Action.CORRECT: _l("Pelapor membetulkan teks dari videonya"),
}
BY_CHANNEL: Mapping[str, str] = {
    "web": _l("Diterima lewat situs"),
    "email": _l("Diterima lewat surel"),
    "sms": _l("Diterima lewat SMS"),
    "chat": _l("Diterima lewat obrolan"),
    "paper": _l("Diterima lewat formulir kertas"),
    "phone": _l("Diterima lewat telepon"),
}

EXPLAINED = _l("Oleh %(by)s, dengan penjelasan kepada pelapor.")
DETAILS: Mapping[Action, str] = {
    Action.RECEIVE: _l("Penanggung jawab pertama: %(coordinator)s."),
    Action.ASK_INFO: _l("Oleh %(by)s. Sejak itu hitungan hari dijeda."),
    Action.SUPPLY_INFO: _l("Hitungan hari berjalan lagi."),
    Action.ASSIGN: _l("Oleh %(by)s."),
    Action.REASSIGN: _l("Oleh %(by)s. Hitungan tindak lanjut pertama dimulai lagi."),
    Action.RETURN: _l("Menurut %(by)s, yang berwenang adalah %(suggested)s. Keputusan ada pada %(agency)s."),
    Action.ANSWER: _l("Pelapor punya waktu %(reply_days)s hari kerja untuk menanggapinya."),
    Action.CONFIRM_FOR: _l("Dicatat oleh %(by)s. Tidak dihitung sebagai pernyataan langsung dari pelapor."),
    Action.REPLY: _l("Laporan berlanjut, dan hitungan jawaban berjalan lagi."),
    **dict.fromkeys((Action.CLOSE, Action.CATEGORISE, Action.KEEP_AGENCY), EXPLAINED),
    Action.TIME_OUT: _l("Pelapor tidak menanggapi dalam waktunya. Tidak dihitung sebagai beres."),
    Action.REOPEN: _l("Laporan berlanjut dengan hitungan jawaban yang baru. Hitungan lama tetap tercatat."),
    Action.TAKE_UP: _l("Laporan berlanjut dengan hitungan hari yang baru."),
    Action.CONTEST: _l("Koordinator memeriksanya sekali lagi."),
    Action.MERGE: _l("Laporan yang memimpin: tiket %(leading)s."),
    Action.PROPOSE_TEXT: _l("Teks itu terbit hanya bila pelapor setuju."),
    Action.APPROVE_TEXT: _l("Teks itu terbit sesudahnya."),
    Action.REFUSE_TEXT: _l("Teks itu tidak diterbitkan."),
    Action.WITHDRAW_TEXT: _l("Sejak itu umum tidak dapat membacanya lagi."),
    Action.DECLINE_TEXT: _l("Tidak diterbitkan: %(declined)s."),
    **dict.fromkeys((Action.CONTEST_TEXT, Action.CONTEST_CATEGORY), _l("%(agency)s memutuskan sekali lagi.")),
    Action.NEW_PIN: _l("PIN lama tidak berlaku lagi."),
    Action.WRONG_AGENCY: _l("%(agency)s memutuskan. Sampai saat itu penanganan dan hitungan hari tetap berjalan."),
    Action.ESCALATE: _l("Tenggatnya sudah lewat. Sejak itu %(agency)s ikut bertanggung jawab."),
    Action.ASK_CONTRIBUTION: _l("Diminta oleh %(by)s. Yang memimpin dan menjawab tetap satu instansi."),
    Action.CONTRIBUTE: _l("Instansi yang memimpin memakainya untuk satu jawaban."),
    Action.DECLINE_CONTRIBUTION: _l("Alasan: %(declined)s."),
    Action.HELP_UNMET: _l("Petugas mengurusnya lagi."),
    Action.INTERPRET: _l("Oleh %(by)s. Pelapor boleh membetulkannya."),
}
HELP_BECAME: Mapping[str, str] = {  # told to the reporter only, never which help it is
    parts.PROMISED: _l("Dijanjikan untuk %(day)s."),
    parts.MET: _l("Menurut petugas sudah dipenuhi."),
    parts.UNABLE: _l("Tidak dapat dipenuhi karena %(declined)s."),
}
WAITING: Mapping[Status, str] = {
    Status.ANSWERED: _l("Pelapor belum menanggapi jawaban."),
    Status.NEEDS_INFO: _l("Keterangan dari pelapor belum datang."),
}
"""Where it is the reporter who is reminded, by letter or, when anonymous, by this page alone: what is waited for."""
REPORTER_REMINDED = _l("Pengingat untuk pelapor")
DECIDED_AGAIN: Mapping[str, str] = {
    "upheld": _l("Ini keputusan kedua sesudah pelapor berkeberatan, dan keputusan ini tetap."),
    "overturned": _l("Keberatan pelapor diterima. Teks itu terbit hanya bila pelapor setuju."),
}
DATE_STAYS = _l("Oleh %(by)s. Batas tindak lanjut pertama tetap, karena laporan ini sudah pernah dialihkan.")
ASKED_OFTEN = _l("Ini pertanyaan ke-%(questions)s dari instansi yang menangani, maka koordinator kami beri tahu.")
CATEGORY_DECIDED: Mapping[str, str] = {
    KEPT: _l("Ini jawaban atas keberatan pelapor, dan keputusan ini tetap."),
    UPHELD: _l("Keberatan pelapor atas kategorinya diterima."),
}
CLASSIFIED: Mapping[bool, str] = {
    True: _l("Berkadar pengawasan: perlu diperiksa pengawas, paling lama %(inspection_days)s hari kerja."),
    False: _l("Tidak berkadar pengawasan: tidak perlu diperiksa pengawas. Tenggatnya dihitung ulang."),
}

TEXT_LABELS: Mapping[str, str] = {
    "note": _l("Yang disampaikan petugas"),
    "question": _l("Pertanyaan untuk pelapor"),
    "explanation": _l("Penjelasan petugas"),
    "message": _l("Tulisan pelapor"),
    **SLOT_NAMES,
    "public_title": _l("Judul yang diusulkan"),
    "public_body": _l("Teks yang diusulkan"),
    "task": _l("Yang diminta dari instansi itu"),
    "contribution": _l("Bagian instansi itu"),
    **VIDEO_NAMES,
}
"""Texts in the order in which an event shows them; what the reporter wrote at first has its own section."""


def title_of(entry: Entry, names: Mapping[int, str], kind: str) -> str:
    """The heading of an event of a report of this kind."""
    if entry.action is Action.RECEIVE:
        return say(BY_CHANNEL.get(str(entry.data.get("channel")), TITLES[Action.RECEIVE]))
    if entry.action is Action.REMIND and _detail(entry):
        return say(REPORTER_REMINDED)
    return str(manner_of(kind).titles.get(entry.action, TITLES[entry.action])) % _Facts(entry, names)


def detail_of(entry: Entry, names: Mapping[int, str], kind: str) -> str:
    """A few sentences on an event; empty where the heading says it all."""
    again = DECIDED_AGAIN.get(entry.data.get("contest", ""))
    judged = bool(entry.data.get(JUDGED[Kind(kind)]))
    own = manner_of(kind).judged[judged] if entry.action is Action.RATE else _detail(entry)
    told = (*((own, again) if entry.action is Action.DECLINE_TEXT else (again or own,)), secrecy_of(entry))
    every = (*_more(entry), *told) if entry.action is Action.ANSWER else (*told, *_more(entry))
    return " ".join(str(one) % _Facts(entry, names) for one in every if one)


def _detail(entry: Entry) -> str:
    depends = _DEPENDS.get(entry.action)
    return depends(entry) if depends else DETAILS.get(entry.action, "")


def _more(entry: Entry) -> Iterator[str]:
    """What codes that not every such event has say beside its sentence."""
    if result := entry.data.get("result"):
        yield _("%(result)s.", result=result_name(result))
    if entry.action is Action.REMIND and "due" in entry.data:  # there may be two of one day
        yield _("Batasnya %(day)s.", day=date_long(date.fromisoformat(entry.data["due"])))
    if entry.data.get("questions", 0) >= OFTEN:
        yield ASKED_OFTEN
    if entry.action is Action.WRONG_AGENCY and "suggested_agency" in entry.data:
        yield NAMED
    if entry.data.get("agency_question") == UPHELD:
        yield SAID_RIGHT
    if decided := entry.data.get("category_question"):
        yield CATEGORY_DECIDED[decided]
    if answers := entry.data.get("answers"):
        yield from class_reasons(answers)


def _why_archived(entry: Entry) -> str:
    reason = entry.data.get("reason")
    return ARCHIVED_SAYS[ArchiveReason(reason)] if reason in set(ArchiveReason) else SEE_REASON


def _if_told(entry: Entry) -> str:
    """What the public is not told has no sentence of its own."""
    return DETAILS[entry.action] if {"leading", "reason", "suggested_agency"} & entry.data.keys() else ""


_DEPENDS: Mapping[Action, Callable[[Entry], str]] = {
    Action.ARCHIVE: _why_archived,
    Action.TAKE_UP: lambda one: DETAILS[Action.CLOSE if one.agency_id else one.action],  # `alike.hidden_alike`
    Action.REASSIGN: lambda entry: DATE_STAYS if SAME_DUE in entry.data else DETAILS[entry.action],
    Action.CLASSIFY: lambda entry: CLASSIFIED[bool(entry.data.get("supervisory"))],
    **dict.fromkeys((Action.MERGE, Action.RETURN, Action.DECLINE_TEXT), _if_told),
    Action.REMIND: lambda one: "" if one.data.get("clock") in DECIDED else WAITING.get(one.to_status, ""),
    Action.ERASE: lambda entry: ERASED[entry.data["reason"]],
    Action.RECORD_HELP: lambda entry: HELP_BECAME.get(entry.data.get("became", ""), ""),
}


class _Facts(dict[str, Any]):
    """Everything that a sentence may name, the codes of an event turned into names; made when it does."""

    def __init__(self, entry: Entry, names: Mapping[int, str]) -> None:
        self.entry, self.names = entry, names

    def __missing__(self, fact: str) -> object:
        return _MAKES[fact](self.entry, self.names)


_MAKES: Mapping[str, Callable[[Entry, Mapping[int, str]], object]] = {
    "by": lambda entry, names: _name(names, entry.agency_id),
    "agency": lambda entry, names: _name(names, entry.data.get("agency")),
    "suggested": lambda entry, names: _name(names, entry.data.get("suggested_agency")),
    "coordinator": lambda entry, names: _name(names, entry.data.get("coordinator_id")),
    "leading": lambda entry, _names: nbsp(shown(Ticket(entry.data["leading"]))) if entry.data.get("leading") else "",
    "stars": lambda entry, _names: entry.data.get("stars", ""),
    "questions": lambda entry, _names: entry.data["questions"],
    "reply_days": lambda _entry, _names: days_of(Clock.REPORTER_REPLY),
    "inspection_days": lambda _entry, _names: days_of(Clock.RESOLUTION, classification=Classification.SUPERVISORY),
    "declined": lambda entry, _names: why_declined(entry.data.get("reason")),
    "day": lambda entry, _names: date_long(date.fromisoformat(entry.data["day"])),
}


def why_declined(reason: object) -> str:
    """Why something was declined, in words; empty for anything else than such a reason."""
    return _(REFUSED[str(reason)]) if reason in REFUSED else ""


def _name(names: Mapping[int, str], number: object) -> str:
    """SOMEBODY is translated only where a sentence does name it."""
    return names.get(number, SOMEBODY) if isinstance(number, int) else SOMEBODY
