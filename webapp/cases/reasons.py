"""Why a case is archived, or not published: short lists, because one reason for everything tells a reporter nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from webapp.base.msgids import N_


class ArchiveReason(StrEnum):
    """The code that an ARCHIVE event carries in `data["reason"]`; pages have a sentence for each."""

    NOT_COMPLETED = "not_completed"  # the reporter's time to complete it ran out; set by the system
    MERGED = "merged"  # another ticket leads; set by MERGE
    ERASED = "erased"  # its texts are gone; set by ERASE
    WITHDRAWN = "withdrawn"  # the reporter asked for it
    NOT_PUBLIC_SERVICE = "not_public_service"
    IN_COURT = "in_court"
    HANDLED_ELSEWHERE = "handled_elsewhere"
    ANSWERED_BEFORE = "answered_before"
    NO_REPORT = "no_report"  # a test, an advertisement, a greeting


REASONS: Mapping[str, str] = {
    ArchiveReason.NOT_COMPLETED: N_("keterangan tidak dilengkapi"),
    ArchiveReason.MERGED: N_("digabung dengan laporan lain"),
    ArchiveReason.ERASED: N_("isinya dihapus"),
    ArchiveReason.WITHDRAWN: N_("atas permintaan pelapor"),
    ArchiveReason.NOT_PUBLIC_SERVICE: N_("bukan urusan layanan publik"),
    ArchiveReason.IN_COURT: N_("sedang diperiksa pengadilan"),
    ArchiveReason.HANDLED_ELSEWHERE: N_("sedang ditangani lembaga lain"),
    ArchiveReason.ANSWERED_BEFORE: N_("hal yang sama sudah dijawab"),
    ArchiveReason.NO_REPORT: N_("tidak berisi laporan"),
}
"""Reason → the words that follow "Alasan:" in a letter and "Diarsipkan:" on a page, and stand in an officer's list."""
CHOSEN_BY_OFFICERS: Mapping[str, str] = {code: REASONS[code] for code in tuple(ArchiveReason)[3:]}
"""Those an officer may choose; the first three come by themselves."""


class DeclineReason(StrEnum):
    """The code that a DECLINE_TEXT event carries in `data["reason"]`."""

    PERSONAL_DATA = "personal_data"
    ACCUSES_PERSON = "accuses_person"
    ENDANGERS = "endangers"
    NOT_PUBLIC_MATTER = "not_public_matter"
    ABUSIVE = "abusive"
    EMPTY = "empty"


DECLINED: Mapping[str, str] = {
    DeclineReason.PERSONAL_DATA: N_("data pribadi di dalamnya tidak dapat disamarkan"),
    DeclineReason.ACCUSES_PERSON: N_("menuduh seseorang yang dapat dikenali"),
    DeclineReason.ENDANGERS: N_("dapat membahayakan seseorang"),
    DeclineReason.NOT_PUBLIC_MATTER: N_("bukan urusan layanan publik"),
    DeclineReason.ABUSIVE: N_("berisi hinaan"),
    DeclineReason.EMPTY: N_("tidak berisi laporan"),
}
"""Reason → the words that follow "Tidak diterbitkan:" on a page and "Alasan:" in a letter."""


TEXT_PUBLIC = frozenset({"approved", "reproposed"})
"""`text_state` where everybody reads a text: the newest, or the one before it while another waits for a word on it."""
TEXT_WAITS = frozenset({"proposed", "reproposed"})


class TextChange(StrEnum):
    """Why a proposed text differs from the reporter's: the code in `data["change"]` of a PROPOSE_TEXT event."""

    MASKED = "masked"
    SHORTENED = "shortened"
    REWORDED = "reworded"
    ASKED = "asked"
    UNCHANGED = "unchanged"


CHANGES: Mapping[str, str] = {
    TextChange.MASKED: N_("data pribadi disamarkan, kata-katanya tetap"),
    TextChange.SHORTENED: N_("disamarkan dan diringkas"),
    TextChange.REWORDED: N_("disamarkan, dan kata yang menyinggung diganti"),
    TextChange.ASKED: N_("diubah menurut permintaan pelapor"),
    TextChange.UNCHANGED: N_("sama dengan naskah asli"),
}
"""Reason of a version → its words after "Versi 2:"."""


class EraseReason(StrEnum):
    """The code that an ERASE event carries in `data["reason"]`."""

    REQUESTED = "requested"
    ORDERED = "ordered"  # by a court or a supervisory authority
    EXPIRED = "expired"  # the archive schedule is over


ERASED: Mapping[str, str] = {
    EraseReason.REQUESTED: N_("Atas permintaan."),
    EraseReason.ORDERED: N_("Atas perintah pengadilan atau lembaga pengawas."),
    EraseReason.EXPIRED: N_("Masa simpannya sudah habis."),
}
"""Reason → its own sentence."""


class PartReason(StrEnum):
    """Why an agency does not contribute: the code in `data["reason"]` of a DECLINE_CONTRIBUTION event."""

    NOT_OURS = "part_not_ours"
    NO_DATA = "part_no_data"
    BUSY = "part_busy"


class HelpReason(StrEnum):
    """Why an accommodation can't be met: the code in `data["reason"]` of a RECORD_HELP event."""

    NOBODY = "help_nobody"
    UNREACHED = "help_unreached"
    OTHERWISE = "help_otherwise"
    UNNEEDED = "help_unneeded"


PARTS_DECLINED: Mapping[str, str] = {
    PartReason.NOT_OURS: N_("bukan wewenang instansi ini"),
    PartReason.NO_DATA: N_("instansi ini tidak memiliki yang diminta"),
    PartReason.BUSY: N_("tidak dapat dikerjakan dalam waktu itu"),
}
"""Reason → the words that follow "Alasan:"."""
HELP_REFUSED: Mapping[str, str] = {
    HelpReason.NOBODY: N_("belum ada yang dapat menyediakannya di sini"),
    HelpReason.UNREACHED: N_("pelapor belum dapat dihubungi"),
    HelpReason.OTHERWISE: N_("pelapor setuju dibantu dengan cara lain"),
    HelpReason.UNNEEDED: N_("pelapor mengatakan tidak memerlukannya lagi"),
}
"""Reason → the words that follow "tidak dapat dipenuhi karena"."""
REFUSED: Mapping[str, str] = {**DECLINED, **PARTS_DECLINED, **HELP_REFUSED}
"""Every reason why something was declined."""

OPEN_QUESTION, KEPT = "open", "kept"
"""What became of "salah instansi": undecided, or the agency stays. None: not asked since the case came there."""

SAME_DUE = "same_due"
"""The fact of a REASSIGN that drops and opens no FIRST_FOLLOW_UP: the one before it, of another office, goes on."""
OFTEN = 3
"""From this question of offices on, which stops the clock of the answer once more, the coordinator is told."""

HARM, CONTESTED = "harm", "contested"
"""`category_state`: an officer's category made the case secret; its reporter said that it is no harm. KEPT once decided
so, None where no officer calls it harm.
"""
DECIDERS = ("category_decider", "text_decider")
"""Paths of the agencies that decide once more on what was contested; an event that holds one names another."""
