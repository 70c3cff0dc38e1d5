"""What the desk has to show at length, in parts of pages (`paging`). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from webapp.base.i18n import date_long
from webapp.base.sentences import _, _l
from webapp.whistleblowing import sending, vault
from webapp.whistleblowing.desk.cases import HANDOVER, KEEP_LONGER, MASKED, NOTE, QUESTION, STATUS, Case
from webapp.whistleblowing.desk.identity import Request
from webapp.whistleblowing.models import Asked
from webapp.whistleblowing.paging import Part, Said
from webapp.whistleblowing.vault import Written

_TITLES: Mapping[str, str] = {
    QUESTION: _l("Pertanyaan kepada pelapor"),
    STATUS: _l("Perubahan keadaan"),
    HANDOVER: _l("Usul untuk menaikkan"),
    sending.RETALIATION: _l("Laporan pembalasan"),
    NOTE: _l("Catatan"),
    "message": _l("Pesan dari pelapor"),
    KEEP_LONGER: _l("Disimpan lebih lama"),
}


def of_case(case: Case) -> Iterator[Part]:
    """Who is involved, what was sent, all talks and notes."""
    if people := case.excluded.named:
        yield Part(_("Menurut pelapor terlibat, tidak boleh diberi kunci"), "\n".join(people))
    for question, texts in case.answers.items():
        yield Part(_("Isi laporan"), "\n".join(texts), title=question)
    yield from _files(case)
    for talk in case.earlier:
        place = _("Percakapan pelapor dengan %(place)s", place=talk.place)
        told = _("Pelapor memberi Anda kunci untuk membacanya. Yang Anda tulis hanya masuk ke percakapan Anda sendiri.")
        yield Part(place, told=told)
        yield from _written(case, place, talk.entries, _("Belum ada percakapan."))
    yield from _written(case, _("Percakapan dengan pelapor"), case.talk, _("Belum ada percakapan."))
    none = _("Belum ada catatan. Pelapor tidak pernah dapat membacanya.")
    yield from _written(case, _("Catatan internal"), case.notes, none)


def of_request(asked: Request) -> Iterator[Part]:
    """Why somebody asks who the reporter is, and what was decided."""
    yield Part(_("Alasannya"), asked.motive)
    if asked.decided_on:
        words = _("Diizinkan") if asked.state is Asked.GRANTED else _("Ditolak")
        yield Part(words, asked.answer, told=date_long(asked.decided_on))


def of_answer(asked: Request | None) -> Iterator[Part]:
    """What the custodian wrote to whoever asked."""
    if asked and asked.answer:
        refused = asked.state is Asked.REFUSED
        yield Part(_("Permintaan Anda ditolak") if refused else _("Pesan penjaga identitas"), asked.answer)


def _files(case: Case) -> Iterator[Part]:
    warned = _(
        "Buka berkas hanya di komputer yang tidak terhubung ke jaringan kantor. Isinya dapat menunjuk kepada pelapor."
    )
    yield Part(_("Berkas"), told=warned if case.files else _("Tidak ada berkas."))
    for file in case.files:
        yield Part(_("Berkas"), said=Said(0, sending.FILE, "", "", case.received_on, file))


def _written(case: Case, under: str, entries: Sequence[Written], none: str) -> Iterator[Part]:
    shown = [one for one in entries if one.kind not in (sending.FILE, MASKED)]
    for one in shown:
        who = _("Pelapor") if one.author == vault.REPORTER else case.by(one.author)
        said = Said(one.id, one.kind, who, "", one.on)
        yield Part(under, case.words_of(one), said, title=str(_TITLES.get(one.kind, _("Pesan"))))
    if not shown:
        yield Part(under, told=none)
