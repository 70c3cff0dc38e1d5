"""The steps of a report's whole way, the same for every browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.journeys.town import PASSWORD, Officer, Town
from tests.journeys.visitor import NotThere, Visitor

NEXT = "Simpan dan lanjut"
TITLE = "Parit tersumbat di Gang 5"
BODY = "Parit di depan Gang 5 tersumbat lumpur.\nAir masuk ke enam rumah. Kami minta paritnya dikeruk."
DECISION = "Parit dikeruk sepanjang 40 meter."
EMAIL = "siti@pelapor.example"


@dataclass(frozen=True)
class Sent:
    """What the reporter noted from the receipt: digits only."""

    ticket: str
    pin: str

    @property
    def slug(self) -> str:
        """The ticket as addresses hold it."""
        return f"{self.ticket[:4]}-{self.ticket[4:8]}-{self.ticket[8:]}"

    @property
    def address(self) -> str:
        """The path of the ticket's page."""
        return f"/lacak/{self.slug}"


def about_nobody(reporter: Visitor) -> None:
    """Step 1."""
    reporter.sees("Langkah 1 dari 8", "112 semua keadaan darurat").choose("Bukan")


def a_complaint(reporter: Visitor) -> None:
    """Step 2."""
    reporter.sees("Langkah 2 dari 8").choose("Pengaduan")


def what_and_when(reporter: Visitor) -> None:
    """Step 3."""
    reporter.sees("Langkah 3 dari 8").fill("Judul", TITLE).fill("Ceritakan", BODY)
    reporter.fill("Kira-kira kapan?", "Setiap hujan")


def where(reporter: Visitor) -> None:
    """Step 4."""
    reporter.sees("Langkah 4 dari 8").fill("Kelurahan, desa, atau kecamatan", "sidomul").press("Cari wilayah")
    reporter.choose("Kelurahan Sidomulyo")


def no_files(reporter: Visitor) -> None:
    """Step 5."""
    reporter.sees("Langkah 5 dari 8", "10 berkas")


def no_secrets(reporter: Visitor) -> None:
    """Step 6."""
    reporter.sees("Langkah 6 dari 8").choose("Tidak", within="Apakah Anda ingin anonim?")
    reporter.choose("Tidak", within="Apakah isi laporan ini rahasia?")


STEPS = (about_nobody, a_complaint, what_and_when, where, no_files, no_secrets)
"""How each step is filled in, up to the one with the contact, where everything may stay empty."""


def tell_what_happened(reporter: Visitor, here: Town) -> None:
    """From the first page of the form to the question where."""
    reporter.open(here.at("/lapor"))
    for fill in (about_nobody, a_complaint, what_and_when):
        fill(reporter)
        reporter.press(NEXT)


def say_where_and_who(reporter: Visitor) -> None:
    """From the question where to the page with all answers."""
    for fill in (where, no_files, no_secrets):
        fill(reporter)
        reporter.press(NEXT)
    reporter.sees("Langkah 7 dari 8").fill("Nama (boleh", "Siti Rahmah").fill("Alamat surel", EMAIL).press(NEXT)
    reporter.sees("Periksa sebelum mengirim", TITLE, "Air masuk ke enam rumah.", "Kelurahan Sidomulyo", EMAIL)


def send(reporter: Visitor) -> Sent:
    """Send it, and note ticket and PIN from the receipt."""
    return note(reporter.press("Kirim laporan").sees("Laporan Anda sudah kami terima", "Catat sekarang."))


def note(reporter: Visitor) -> Sent:
    """Ticket and PIN as they stand on the receipt that is shown."""
    text = reporter.text
    ticket, pin = _digits(r"Nomor tiket", text), _digits(r"PIN rahasia", text)
    assert (len(ticket), len(pin)) == (11, 10), text
    return Sent(ticket, pin)


def _digits(before: str, text: str) -> str:
    found = re.search(before + r" ([\d ,]+)", text)
    if not found:
        raise NotThere(before, text)
    return re.sub(r"\D", "", found[1])


def report(reporter: Visitor, here: Town) -> Sent:
    """The citizen's whole form."""
    tell_what_happened(reporter, here)
    say_where_and_who(reporter)
    return send(reporter)


def sign_in(visitor: Visitor, here: Town, officer: Officer) -> None:
    """In by password and second factor."""
    visitor.open(here.at("/petugas/")).sees("Masuk ke meja petugas")
    visitor.fill("Nama pengguna", officer.username).fill("Kata sandi", PASSWORD)
    visitor.fill("Kode dari aplikasi", officer.code).press("Masuk").sees("Cari kasus")


def find_case(officer: Visitor, ticket: str) -> Visitor:
    """From the queue to the case."""
    return officer.fill("Nomor tiket", ticket).press("Cari kasus").sees(TITLE, "Apa langkah Anda?")


def verify_and_assign(officer: Visitor, ticket: str) -> None:
    """The coordinator reads it, finds it good and passes it on."""
    find_case(officer, ticket).sees("Menunggu verifikasi", BODY.splitlines()[0]).follow("Teruskan ke instansi")
    officer.choose("Dinas PUPR Samarinda").press("Teruskan kasus").sees("sudah diteruskan ke instansi")


def work_and_answer(officer: Visitor, ticket: str) -> None:
    """The liaison of the office starts, then answers after a look at it as the reporter will read it."""
    find_case(officer, ticket).follow("Mulai tindak lanjut")
    officer.fill("Apa yang sudah dikerjakan?", "Petugas sudah mengukur parit.").press("Mulai tindak lanjut")
    find_case(officer.sees("sudah dimulai"), ticket).follow("Kirim jawaban kepada pelapor")
    officer.fill("1. Apa keputusannya?", DECISION).fill("2. Siapa yang mengerjakan?", "Regu drainase 3")
    officer.choose("Paling lambat pada tanggal")
    officer.fill("Tanggal", "29").fill("Bulan", "Desember").fill("Tahun", str(datetime.now(UTC).year + 1))
    officer.fill("4. Apa yang dapat", "Balas dalam 10 hari kerja.")
    officer.press("Lihat sebagai pelapor").sees("Belum ada yang dikirim.", DECISION)
    officer.press("Kirim jawaban").sees("sudah dikirim kepada pelapor")


def open_own_page(reporter: Visitor, here: Town, sent: Sent, spacing: str = "7302 - 9481.567") -> None:
    """Type the ticket as oddly as people do, then the PIN in pairs."""
    digits = iter(sent.ticket)
    typed = "".join(next(digits) if one.isdigit() else one for one in spacing)
    reporter.open(here.at("/lacak")).fill("Nomor tiket", typed).press("Lihat perkembangan").sees("Anda pelapornya")
    pairs = " ".join(sent.pin[at : at + 2] for at in range(0, 10, 2))
    reporter.fill("PIN", pairs).press("Buka dengan PIN").sees("Halaman ini hanya untuk Anda, pelapornya.")


def confirm(reporter: Visitor, here: Town, sent: Sent) -> None:
    """The reporter reads the answer and says that it is done."""
    open_own_page(reporter, here, sent)
    reporter.sees(DECISION, "Regu drainase 3").press("Nyatakan beres").sees("Laporan ini ditutup oleh Anda.")
