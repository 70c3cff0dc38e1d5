"""What is said and asked in another way of each kind of report: a complaint is settled, an aspirasi is answered
clearly, information arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.base.sentences import _l
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action


@dataclass(frozen=True)
class Manner:
    """The sentences of one kind. `judged` is what a rating says; the last nine are headings, buttons and a question."""

    answered: str
    confirmed: str
    confirmed_for: str
    titles: Mapping[Action, str]
    judged: Mapping[bool, str]
    settled: str
    closing: str
    confirm: str
    reply: str
    reopen: str
    question: str
    yes: str
    no: str


MANNERS: Mapping[Kind, Manner] = {
    Kind.COMPLAINT: Manner(
        answered=_l("%(agency)s sudah menjawab. Pelapor dapat menyatakannya beres atau belum."),
        confirmed=_l("Pelapor menyatakan laporan ini beres."),
        confirmed_for=_l("Pelapor menyatakannya beres kepada petugas. Pelapor sendiri belum menekan tombolnya."),
        titles={
            Action.CONFIRM: _l("Pelapor menyatakan laporan ini beres"),
            Action.CONFIRM_FOR: _l("Dinyatakan beres lewat petugas"),
            Action.REPLY: _l("Pelapor membalas: belum beres"),
        },
        judged={
            True: _l("Menurut pelapor, masalahnya sudah selesai."),
            False: _l("Menurut pelapor, masalahnya belum selesai."),
        },
        settled=_l("Sudah beres?"),
        closing=_l("Dengan ini Anda menutup laporan. Bila ternyata belum beres, Anda dapat membukanya kembali."),
        confirm=_l("Nyatakan beres"),
        reply=_l("Belum beres? Balas"),
        reopen=_l("Ternyata belum beres? Buka kembali"),
        question=_l("Apakah masalahnya selesai?"),
        yes=_l("Ya, sudah selesai"),
        no=_l("Belum selesai"),
    ),
    Kind.SUGGESTION: Manner(
        answered=_l("%(agency)s sudah menjawab. Pelapor dapat mengatakan apakah jawabannya jelas."),
        confirmed=_l("Pelapor menyatakan jawabannya jelas."),
        confirmed_for=_l(
            "Pelapor mengatakan kepada petugas bahwa jawabannya jelas. Ia sendiri belum menekan tombolnya."
        ),
        titles={
            Action.CONFIRM: _l("Pelapor menyatakan jawabannya jelas"),
            Action.CONFIRM_FOR: _l("Jawabannya dinyatakan jelas lewat petugas"),
            Action.REPLY: _l("Pelapor membalas: belum jelas"),
        },
        judged={
            True: _l("Menurut pelapor, jawabannya jelas."),
            False: _l("Menurut pelapor, jawabannya belum jelas."),
        },
        settled=_l("Apakah jawabannya jelas?"),
        closing=_l("Dengan ini Anda menutup aspirasi. Anda tidak harus setuju, dan dapat membukanya kembali."),
        confirm=_l("Jawabannya jelas"),
        reply=_l("Belum jelas? Balas"),
        reopen=_l("Masih ada yang belum jelas? Buka kembali"),
        question=_l("Apakah jawabannya jelas?"),
        yes=_l("Ya, sudah jelas"),
        no=_l("Belum jelas"),
    ),
    Kind.INFORMATION: Manner(
        answered=_l("%(agency)s sudah menjawab. Pelapor dapat mengatakan apakah informasinya sudah diterima."),
        confirmed=_l("Pelapor menyatakan informasinya sudah diterima."),
        confirmed_for=_l("Pelapor mengatakan kepada petugas bahwa informasinya diterima. Ia belum menekan tombolnya."),
        titles={
            Action.CONFIRM: _l("Pelapor menyatakan informasinya sudah diterima"),
            Action.CONFIRM_FOR: _l("Informasinya dinyatakan diterima lewat petugas"),
            Action.REPLY: _l("Pelapor membalas: informasinya belum lengkap"),
        },
        judged={
            True: _l("Menurut pelapor, informasinya sudah diterima."),
            False: _l("Menurut pelapor, informasinya belum diterima."),
        },
        settled=_l("Apakah informasi yang Anda minta sudah Anda terima?"),
        closing=_l("Dengan ini Anda menutup permintaan. Bila ternyata belum lengkap, Anda dapat membukanya kembali."),
        confirm=_l("Informasinya sudah saya terima"),
        reply=_l("Belum lengkap? Balas"),
        reopen=_l("Ternyata belum lengkap? Buka kembali"),
        question=_l("Apakah informasi yang Anda minta sudah Anda terima?"),
        yes=_l("Ya, sudah saya terima"),
        no=_l("Belum saya terima"),
    ),
}


def manner_of(kind: str) -> Manner:
    """The sentences of a kind by its code."""
    return MANNERS[Kind(kind)]
