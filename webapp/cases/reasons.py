"""Why a case is archived: a short list, because one boilerplate reason for everything tells a reporter nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from webapp.base.msgids import N_


class ArchiveReason(StrEnum):
    """The code that an ARCHIVE event carries in `data["reason"]`; pages have a sentence for each."""

    NOT_COMPLETED = "not_completed"  # the reporter's time to complete it ran out; set by the system
    MERGED = "merged"  # another ticket leads; set by MERGE
    WITHDRAWN = "withdrawn"  # the reporter asked for it
    NOT_PUBLIC_SERVICE = "not_public_service"
    IN_COURT = "in_court"
    HANDLED_ELSEWHERE = "handled_elsewhere"
    ANSWERED_BEFORE = "answered_before"
    NO_REPORT = "no_report"  # a test, an advertisement, a greeting


CHOSEN_BY_OFFICERS = tuple(ArchiveReason)[2:]
"""Those an officer may choose; the first two come by themselves."""


REASONS: Mapping[str, str] = {
    ArchiveReason.NOT_COMPLETED: N_("keterangan tidak dilengkapi"),
    ArchiveReason.MERGED: N_("digabung dengan laporan lain"),
    ArchiveReason.WITHDRAWN: N_("atas permintaan pelapor"),
    ArchiveReason.NOT_PUBLIC_SERVICE: N_("bukan urusan layanan publik"),
    ArchiveReason.IN_COURT: N_("sedang diperiksa pengadilan"),
    ArchiveReason.HANDLED_ELSEWHERE: N_("sedang ditangani lembaga lain"),
    ArchiveReason.ANSWERED_BEFORE: N_("hal yang sama sudah dijawab"),
    ArchiveReason.NO_REPORT: N_("tidak berisi laporan"),
}
"""Reason → the words that follow "Alasan:" in a letter and "Diarsipkan:" on a page, and stand in an officer's list."""
