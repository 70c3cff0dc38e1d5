"""The page before sending: what was typed, row by row, and what might still be added. Suggestions, never obstacles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.attachments import words
from webapp.base.i18n import date_long
from webapp.base.private import MOBILE, NIK
from webapp.base.sentences import _
from webapp.cases.reports import Helper, Kind, NewReport, Reporter
from webapp.cases.words import KIND_NAMES, WISH_NAMES
from webapp.intake.steps import ABOUT, CONTACT, EVIDENCE, KIND, PLACE, PRIVACY, STORY

SHORT_STORY = 80
"""Characters under which a story seldom says what, where and who (World Bank 2016: one report in ten does)."""


@dataclass(frozen=True)
class Row:
    """One fact: what it is called, what was said, and the button that leads back to `step`."""

    term: str
    text: str
    change: str
    step: int


def about_it(report: NewReport, where: str, topic: str) -> list[Row]:
    """What happened, when and where."""
    rows = [
        Row(_("Jenis laporan"), str(KIND_NAMES[report.kind]), _("Ubah jenis laporan"), KIND.number),
        Row(_("Topik"), topic or _("Dipilih petugas"), _("Ubah topik"), KIND.number),
        Row(_("Judul"), report.title, _("Ubah judul"), STORY.number),
        Row(_("Cerita"), report.body, _("Ubah cerita"), STORY.number),
        Row(_("Harapan"), report.outcome or _("Tidak ditulis"), _("Ubah harapan"), STORY.number),
    ]
    if report.kind is Kind.COMPLAINT:
        rows.append(Row(_("Terakhir terjadi"), _when(report), _("Ubah waktu kejadian"), STORY.number))
    place = "\n".join(part for part in (report.place, where, report.coordinates) if part)
    rows.append(Row(_("Tempat"), place or _("Tidak ditulis"), _("Ubah tempat"), PLACE.number))
    return [*rows, Row(_("Berkas bukti"), "\n".join(_files(report)), _("Ubah berkas bukti"), EVIDENCE.number)]


def about_you(report: NewReport, *, always_secret: bool) -> list[Row]:
    """Who reports, and how the answer comes."""
    return [
        Row(_("Anonim?"), _anonymous(report), _("Ubah pilihan anonim"), PRIVACY.number),
        Row(_("Rahasia?"), _confidential(report, always_secret), _("Ubah pilihan rahasia"), PRIVACY.number),
        Row(
            _("Tentang kantor yang menangani?"),
            _about_office(report.about_office),
            _("Ubah jawaban tentang kantor"),
            ABOUT.number,
        ),
        Row(_("Kontak"), "\n".join(_contact(report.reporter)), _("Ubah kontak"), CONTACT.number),
        Row(_("Bantuan yang Anda minta"), _help(report), _("Ubah permintaan bantuan"), CONTACT.number),
    ]


def hints(report: NewReport, *, drops_contact: bool) -> list[str]:
    """Whole sentences about what might be added or taken out; who was harmed is not asked to tell more."""
    gaps = () if report.urgent else _about_gaps(report)
    return [*_about_choices(report, drops_contact), *_about_secrets(report), *gaps]


def _about_choices(report: NewReport, drops_contact: bool) -> Iterator[str]:
    if drops_contact:
        yield _("Anda memilih anonim. Nama dan kontak yang tadi Anda tulis tidak ikut terkirim dan kami hapus.")
    if report.urgent and not report.confidential and not report.sensitive:
        yield _("Laporan ini tampaknya tentang kekerasan atau anak. Kami sarankan Anda memilih rahasia.")
    if report.anonymous:
        yield _("Cerita pun dapat menunjuk kepada Anda. Periksa nama, jabatan, dan hal yang hanya Anda ketahui.")
    if report.signed and report.reporter and report.reporter.phone and not report.reporter.no_calls:
        yield _("Anda memakai bahasa isyarat dan menulis nomor telepon. Tandai “Jangan telepon saya” bila perlu.")
    if report.help and "phone_call" in report.help.wishes:
        yield from _about_calls(report.reporter)


def _about_calls(reporter: Reporter | None) -> Iterator[str]:
    if reporter is None:
        yield _("Anda meminta ditelepon, tetapi memilih anonim. Tanpa nomor, kami tidak dapat menelepon.")
    elif not reporter.phone:
        yield _("Anda meminta ditelepon, tetapi belum menulis nomor telepon. Tanpa nomor, kami tidak dapat menelepon.")
    if reporter and reporter.no_calls:
        yield _("Anda meminta ditelepon, tetapi juga menandai “Jangan telepon saya”. Hapus salah satunya.")


def _about_secrets(report: NewReport) -> Iterator[str]:
    text = f"{report.title}\n{report.body}\n{report.outcome}"
    if NIK.search(text):
        yield _(
            "Ada 16 angka yang mirip nomor induk kependudukan (NIK) di teks Anda. Hapus saja: kami tidak memerlukannya."
        )
    if MOBILE.search(text) and report.anonymous:
        yield _("Ada nomor telepon di teks Anda. Hapus: nomor itu dapat menunjuk kepada Anda.")
    elif MOBILE.search(text):
        yield _("Ada nomor telepon di teks Anda. Pindahkan ke isian kontak, atau hapus.")


def _about_gaps(report: NewReport) -> Iterator[str]:
    if not report.place and report.kind is Kind.COMPLAINT:
        yield _("Anda belum menulis jalan atau patokan. Petugas lebih cepat menemukan tempatnya bila ada.")
    if len(report.body) < SHORT_STORY and not report.signed:
        yield _("Cerita Anda singkat. Tambahkan siapa yang terdampak dan sejak kapan, bila Anda tahu.")
    if not report.outcome and report.kind is Kind.COMPLAINT:
        yield _("Anda belum menulis harapan Anda. Petugas terbantu bila tahu apa yang Anda anggap beres.")


def _files(report: NewReport) -> Iterator[str]:
    """What each is, and what was taken out of it."""
    if not report.files:
        yield _("Tidak ada")
    for file in report.files:
        what = str(words.SIGNS) if file.signs else ""
        yield " ".join(filter(None, (what, f"{file.name}: {words.described(file)}.", words.removed(file))))
    if report.files and report.anonymous:
        yield _(
            "Nama berkas tidak kami teruskan karena laporan ini anonim: "
            "petugas melihat bukti-1, bukti-2, dan seterusnya."
        )


def _when(report: NewReport) -> str:
    day = date_long(report.happened_on) if report.happened_on else ""
    return "\n".join(part for part in (day, report.happened) if part)


def _anonymous(report: NewReport) -> str:
    if report.anonymous:
        return _("Ya. Kami tidak menyimpan nama atau kontak. Kabar hanya lewat nomor tiket dan PIN.")
    return _("Tidak. Nama dan kontak Anda disimpan terkunci, hanya untuk petugas yang menangani.")


def _about_office(answer: bool | None) -> str:
    if answer is None:
        return _("Belum tahu. Petugas memeriksanya sebelum meneruskan.")
    return _("Ya. Laporan masuk ke tingkat di atasnya.") if answer else _("Bukan")


def _confidential(report: NewReport, always: bool) -> str:
    if report.sensitive and not always:
        return _(
            "Ya. Laporan ini tampaknya tentang kekerasan atau anak, jadi isinya rahasia dan tidak pernah diterbitkan. "
            "Sebelum mengirim, Anda masih boleh mengubahnya."
        )
    if always:
        return _("Ya. Laporan tentang kekerasan atau anak selalu rahasia dan tidak pernah diterbitkan.")
    if report.confidential:
        return _("Ya. Isinya hanya dibaca petugas yang sedang menangani.")
    return _("Tidak. Teks yang sudah disamarkan akan tampil untuk umum setelah Anda melihat dan menyetujuinya.")


def _contact(reporter: Reporter | None) -> Iterator[str]:
    if reporter is None:
        yield _("Tidak disimpan")
        return
    if not (reporter.name or reporter.email or reporter.phone):
        yield _("Tanpa kontak. Kabar hanya lewat nomor tiket dan PIN.")
    yield from (part for part in (reporter.name, reporter.email, reporter.phone) if part)
    if reporter.no_calls:
        yield _("Jangan telepon.")
    if reporter.helper is not Helper.NONE:
        yield _helper(reporter)


def _helper(reporter: Reporter) -> str:
    name = reporter.helper_name or _("nama tidak ditulis")
    if reporter.helper is Helper.HELPED:
        return _("Dibantu: %(name)s. PIN tetap milik Anda.", name=name)
    return _("Diwakili: %(name)s.", name=name)


def _help(report: NewReport) -> str:
    wanted = report.help
    names = [str(label) for code, label in WISH_NAMES.items() if wanted and code in wanted.wishes]
    note = [wanted.note] if wanted and wanted.note else []
    return "\n".join(names + note) or _("Tidak ada")
