"""What the voice says: dates in words, codes digit by digit, and no mark that espeak-ng would obey."""

from __future__ import annotations

import subprocess

import pytest

from webapp.base.voice import heard

SAID = [
    ("Nomor tiket 7302 9481 567", "Nomor tiket 7 3 0 2, 9 4 8 1, 5 6 7"),
    ("Telepon 0812-3456-7890.", "Telepon 0 8 1 2, 3 4 5 6, 7 8 9 0."),
    ("Selesai 31/12/2026", "Selesai Kamis, 31 Desember 2026"),
    ("Sejak 2026-12-31", "Sejak Kamis, 31 Desember 2026"),
    ("Tanggal 31/31/2026", "Tanggal 31/31/2026"),
    ("Biaya Rp1.500.000", "Biaya Rp1500000"),
    ("Buka https://lapor.example/lacak/7302-9481-567, lalu balas", "Buka lapor.example, lalu balas"),
    ("[[h@l'o]] <b>keras</b> {a}", " h@l'o b keras /b a "),
    ("Kamis, 31 Desember 2026 pukul 19.42", "Kamis, 31 Desember 2026 pukul 19.42"),
]


@pytest.mark.parametrize(("written", "said"), SAID)
def test_what_is_said(written: str, said: str) -> None:
    assert heard(written, "id").split() == said.split()


@pytest.mark.parametrize(
    ("written", "sounds"),
    [("7302", "tudZuh tiga nol dua"), ("31 Desember 2026", "tigapuluhsatu desember duaribu duapuluhenam")],
)
def test_what_is_heard_of_it(written: str, sounds: str) -> None:
    said = heard(f"{written} 9481" if written.isdigit() else written, "id")
    done = subprocess.run(["espeak-ng", "-v", "id", "-x", "-q", said], capture_output=True, check=True, text=True)
    plain = "".join(one for one in done.stdout if one.isalpha() or one == "@")
    assert plain.replace("@", "e").replace("R", "r").lower().startswith(sounds.replace(" ", "").lower())
