"""What the files of a case are, in words: those of base, and what only officers and reporters are told."""

from __future__ import annotations

from webapp.attachments.kept import Facts
from webapp.base.file_words import FAULTS, LIMITS, described, removed, sentences
from webapp.base.sentences import _, _l

__all__ = ["FAULTS", "LABEL", "LIMITS", "NOT_COMPLETE", "SIGNS", "described", "listed", "removed", "sentences"]

LABEL = _l("Berkas bukti (boleh kosong)")
SIGNS = _l("Video bahasa isyarat:")
NOT_COMPLETE = _l("Tidak semua isinya dapat dibersihkan, jadi berkas ini hanya untuk petugas dan tidak pernah terbit.")


def listed(file: Facts) -> str:
    """One line on paper: `parit.jpg: Foto (JPEG), 2,3 MB. SHA-256 1f3a…`."""
    return _("%(name)s: %(what)s. SHA-256 %(sum)s", name=file.name, what=described(file), sum=file.sha256)
