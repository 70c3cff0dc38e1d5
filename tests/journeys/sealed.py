"""The steps of a sealed report's way, the same for every browser that hands in files."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from tests.journeys.story import NEXT
from tests.journeys.visitor import FileVisitor, NotThere, Visitor
from webapp.base.second_factor import code_at

STORY = "Harga kursi di kontrak tiga kali harga toko.\nKuitansinya palsu."
QUESTION, ANSWER = "Kontrak yang mana?", "Kontrak nomor 12, bulan Mei."
WHO = "Siti, 0812-3456"


def make_key(inspector: Visitor, here: str, invitation: str) -> None:
    """The ceremony: words, paper and telephone; at its end the inspector is in."""
    inspector.open(f"{here}/meja/mulai").fill("Kata undangan", invitation).press("Mulai membuat kunci")
    words = _after("enam kata ini untuk Anda:", r"\w+(?: \w+){5}", inspector.sees("Langkah 1 dari"))
    inspector.fill("Ketik kalimat sandi", words).press("Pakai kalimat sandi ini")
    inspector.sees("sekali lagi").fill("Ketik kalimat sandi sekali lagi", words).press("Lanjutkan")
    paper = _digits(_after("sekali ini saja.", r"[\d ,]+", inspector))
    assert len(paper) == 40
    inspector.fill("Lima angka terakhir", paper[-5:]).press("Kode sudah saya catat")
    secret = _after("32 huruf dan angka:", r"(?:[A-Z2-7][ ,]*){31}[A-Z2-7]", inspector)
    inspector.fill("Enam angka dari aplikasi", code_at(re.sub("[ ,]", "", secret), datetime.now(UTC)))
    inspector.press("Simpan semuanya").sees("Kunci Anda sudah jadi")


def report(reporter: FileVisitor, here: str, evidence: Path) -> str:
    """The whole form with a file; returns the code."""
    reporter.open(f"{here}/").sees("Yang tidak dapat kami janjikan").press("Saya mengerti, mulai")
    reporter.choose("Inspektorat Kota Samarinda").press(NEXT)
    reporter.sees("Siapa yang tidak boleh membaca?").choose("Yusuf Pratama").press(NEXT)
    reporter.fill("Ceritakan apa yang terjadi", STORY).choose("Pengadaan barang").press(NEXT)
    reporter.fill("Siapa yang melakukannya?", "Kepala bagian umum").press(NEXT)
    reporter.attach("Berkas bukti", evidence).press("Simpan berkas yang dipilih").sees(evidence.name)
    reporter.press(NEXT).fill("Nama Anda, dan cara menghubungi Anda", WHO).press(NEXT)
    reporter.sees("Periksa isian", "Kuitansinya palsu.", "Hani Contoh", evidence.name, WHO)
    return _send(reporter)


def _send(reporter: Visitor) -> str:
    reporter.press("Kirim sekarang").sees("Sudah terkirim", "Pasang pelantang telinga dulu").press("Tampilkan kode")
    code = _digits(_after("Kode Anda", r"[\d ,]+", reporter))
    assert len(code) == 25
    wrong = f"{code[-5:-1]}{(int(code[-1]) + 1) % 10}"
    reporter.fill("Lima angka terakhir", wrong).press("Cocokkan").sees("Lima angka terakhir tidak sama.")
    reporter.fill("Lima angka terakhir", code[-5:]).press("Cocokkan").sees("Salinan Anda benar")
    return code


def open_case(inspector: Visitor, here: str) -> Visitor:
    """The only report of the inbox."""
    name = _after("Anda pegang.", r".*?Laporan ([0-9A-F]{4} [0-9A-F]{4})", inspector.open(f"{here}/meja"))
    return inspector.follow(f"Laporan {name[-9:]}")


def ask(inspector: Visitor, here: str) -> None:
    """The inspector reads all but who it was, and asks."""
    open_case(inspector, here)
    inspector.sees("Kuitansinya palsu.", "nota.pdf", "Kepala bagian umum")
    assert WHO not in inspector.text
    inspector.follow("Tanya").fill("Pertanyaan", QUESTION).press("Kirim pertanyaan").sees(QUESTION)


def answer(reporter: FileVisitor, here: str, code: str, evidence: Path) -> None:
    """Back with the code, an answer with one more file, then one level up."""
    typed = "-".join(code[at : at + 5] for at in range(0, 25, 5))
    reporter.open(f"{here}/kotak").fill("Kode", typed).press("Buka kotak").sees(QUESTION)
    reporter.fill("Tulisan Anda", ANSWER).attach("Berkas bukti", evidence).press("Kirim")
    reporter.sees("Sudah terkirim dan terkunci", evidence.name)


def escalate(reporter: Visitor) -> None:
    """To the province."""
    reporter.press("Naikkan satu tingkat").sees("Bambang Hidayat, Inspektur Provinsi").press("Naikkan sekarang")
    reporter.sees("Sudah naik satu tingkat.").press("Keluar").sees("Kotak sudah tertutup.")


def _after(before: str, pattern: str, visitor: Visitor) -> str:
    """What follows some words."""
    text = visitor.text
    found = re.search(rf"{re.escape(before)}\s*({pattern})", text)
    if not found:
        raise NotThere(before, text)
    return found[1]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
