"""The check of the catalogues names what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import catalogues


def test_a_catalogue_with_gaps_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    assert list(catalogues.faults()) == ["en: there is no catalogue"]
    catalogues.update()
    faults = list(catalogues.faults())
    assert len(faults) > 20
    assert all("not translated" in fault for fault in faults)


def test_a_catalogue_that_would_not_be_compiled_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    catalogues.update()
    whole = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    header, _, sentences = whole.read_text("utf-8").partition("\n\n")
    assert "Plural-Forms: nplurals=2" in header
    whole.write_text(sentences, "utf-8")
    assert "en: the catalogue has no header, so it would not be compiled" in list(catalogues.faults())
