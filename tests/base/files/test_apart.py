"""Cleaning in a process of its own says the same, and dies alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms

from tests.base.files import documents
from tests.docs.packages import ROOT
from webapp.base.file_words import FAULTS
from webapp.base.files import apart
from webapp.base.files.cleaning import clean
from webapp.base.files.kinds import MIB, Kind
from webapp.base.files.refusals import Refusal, Refused


@pytest.mark.parametrize(
    ("name", "kind"),
    [("foto.jpg", Kind.JPEG), ("surat.pdf", Kind.PDF), ("surat.docx", Kind.DOCX), ("film.mp4", Kind.MP4)],
)
def test_it_says_the_same(name: str, kind: Kind, corpus: dict[str, Path], tmp_path: Path) -> None:
    assert apart.clean(corpus[name], tmp_path / "1", kind) == clean(corpus[name], tmp_path / "2", kind)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_a_refusal_comes_back_with_its_reason(tmp_path: Path) -> None:
    locked = documents.locked(tmp_path / "surat.pdf", "rahasia")
    with pytest.raises(Refused) as refused:
        apart.clean(locked, tmp_path / "bersih", Kind.PDF)
    assert refused.value.reason is Refusal.ENCRYPTED


def test_what_takes_too_long_is_broken_and_leaves_nothing(corpus: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        apart.clean(corpus["foto.jpg"], tmp_path / "bersih", Kind.JPEG, seconds=0)
    assert refused.value.reason is Refusal.BROKEN
    assert not (tmp_path / "bersih").exists()


def test_a_fault_of_the_machine_is_no_fault_of_the_file(corpus: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(OSError, match="FileNotFoundError"):
        apart.clean(corpus["foto.jpg"], tmp_path / "tidak ada" / "bersih", Kind.JPEG)


def photo(path: Path, kind: Kind, side: int, mode: str = "RGB", **saved: Any) -> Path:
    """Square and turned, with a profile: everything that makes copies while it is cleaned."""
    grey, exif = Image.linear_gradient("L").resize((side, side)), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.merge(mode, [grey] * len(mode))
    image.save(path, kind.value.upper(), exif=exif, icc_profile=profile, **saved)
    return path


@pytest.mark.parametrize(
    ("kind", "side", "saved"),
    [
        (Kind.JPEG, 4470, {"subsampling": 0}),
        (Kind.JPEG, 8060, {}),
        (Kind.JPEG, 5470, {"progressive": True, "subsampling": 0}),
        (Kind.PNG, 3740, {"mode": "RGBA", "compress_level": 1}),
        (Kind.PNG, 4470, {"mode": "RGBA", "compress_level": 1}),
        (Kind.WEBP, 2820, {"mode": "RGBA"}),
    ],
)
def test_the_largest_photos_are_cleaned_in_256_mb(tmp_path: Path, kind: Kind, side: int, saved: dict[str, Any]) -> None:
    """Which the process may not exceed: see the next test."""
    assert apart.clean(photo(tmp_path / "foto", kind, side, **saved), tmp_path / "bersih", kind).size > 0


def test_a_cleaner_gets_no_more_memory() -> None:
    more = f"from webapp.base.files import apart; apart._limit(30); bytearray(apart.MOST_DATA - {10 * MIB})"
    done = subprocess.run([sys.executable, "-c", more], capture_output=True, check=False, text=True, cwd=ROOT)
    assert done.stderr.endswith("MemoryError\n")
    assert apart.MOST_DATA < 245 * MIB, "256 MB are 244 MiB"


@pytest.mark.parametrize(
    ("kind", "side", "saved"),
    [(Kind.WEBP, 2840, {}), (Kind.PNG, 4480, {"compress_level": 1}), (Kind.JPEG, 5490, {"progressive": True})],
)
def test_what_would_take_more_is_told_how_many_pixels(
    tmp_path: Path, kind: Kind, side: int, saved: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        apart.clean(photo(tmp_path / "foto", kind, side, **saved), tmp_path / "bersih", kind)
    assert refused.value.reason is Refusal.TOO_MANY_PIXELS
    assert "sampai 8 megapiksel" in FAULTS[refused.value.reason]
