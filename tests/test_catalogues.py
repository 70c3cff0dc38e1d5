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
