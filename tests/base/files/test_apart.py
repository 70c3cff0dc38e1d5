"""Cleaning in a process of its own says the same, and dies alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.base.files import documents
from webapp.base.files import apart
from webapp.base.files.cleaning import clean
from webapp.base.files.kinds import Kind
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
