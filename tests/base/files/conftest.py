"""The corpus: one file of every kind with planted traces, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.base.files import documents, letters, pictures, recordings
from webapp.base.files.kinds import Kind

MAKERS: dict[str, tuple[Kind, Callable[[Path], Path]]] = {
    "foto.jpg": (Kind.JPEG, pictures.jpeg),
    "foto.png": (Kind.PNG, pictures.png),
    "foto.webp": (Kind.WEBP, pictures.webp),
    "surat.pdf": (Kind.PDF, documents.pdf),
    "surat.docx": (Kind.DOCX, letters.docx),
    "daftar.xlsx": (Kind.XLSX, letters.xlsx),
    "surat.odt": (Kind.ODT, letters.odt),
    "daftar.ods": (Kind.ODS, letters.ods),
    "suara.mp3": (Kind.MP3, recordings.mp3),
    "suara.m4a": (Kind.M4A, recordings.m4a),
    "suara.ogg": (Kind.OGG, recordings.ogg),
    "suara.wav": (Kind.WAV, recordings.wav),
    "film.mp4": (Kind.MP4, recordings.mp4),
    "film.mov": (Kind.MP4, recordings.mov),
    "film.webm": (Kind.WEBM, recordings.webm),
    "film.3gp": (Kind.THREE_GP, recordings.three_gp),
}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("corpus")
    return {name: make(folder / name) for name, (_, make) in MAKERS.items()}


@pytest.fixture(params=MAKERS)
def dirty(request: pytest.FixtureRequest, corpus: dict[str, Path]) -> tuple[Path, Kind]:
    """Each file of the corpus in its turn, with what it is."""
    return corpus[request.param], MAKERS[request.param][0]
