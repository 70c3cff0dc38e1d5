"""Berkadar pengawasan or not: a few plain questions, and the one rule that turns their answers into a class (pure).

The rule is this service's own: PermenPANRB 62/2018 gives the two classes their days, and no list of questions. What an
office can put right by itself needs no inspector, however loud it is; what an official is suspected of does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.base.msgids import N_
from webapp.cases.deadlines import DEFAULT, LegalBasis


class Question(StrEnum):
    """What is asked; an event holds these codes with yes or no."""

    MISUSE = "misuse"
    LOSS = "loss"
    INSPECTION = "inspection"
    UNIT = "unit"


Answers = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an officer reads it, `why` it is asked, and its legal basis; None where it is our choice."""

    question: Question
    text: str
    why: str
    basis: LegalBasis | None = None


QUESTIONS: tuple[Asked, ...] = (
    Asked(
        Question.MISUSE,
        N_("Apakah laporan ini menyebut penyalahgunaan wewenang atau maladministrasi oleh petugas?"),
        N_("Orang yang dilaporkan tidak boleh memeriksa dirinya sendiri."),
    ),
    Asked(
        Question.LOSS,
        N_("Apakah ada uang atau barang milik negara atau daerah yang mungkin hilang?"),
        N_("Kerugian hanya dapat dihitung oleh pengawas, bukan oleh kantornya sendiri."),
    ),
    Asked(
        Question.INSPECTION,
        N_("Apakah faktanya baru diketahui sesudah pemeriksaan atau audit?"),
        N_("Pemeriksaan memerlukan waktu. Karena itu golongan ini mendapat tenggat yang lebih panjang."),
        DEFAULT.basis,
    ),
    Asked(
        Question.UNIT,
        N_("Dapatkah unit layanan itu menyelesaikannya sendiri dengan pekerjaannya sehari-hari?"),
        N_("Lampu mati, parkir, sampah, atau ternak lepas cukup ditangani unitnya, walau perlu dicek di lapangan."),
    ),
)


def is_complete(answers: Answers) -> bool:
    """Whether every question has its yes or no, and nothing else is answered."""
    return set(answers) == set(Question) and all(isinstance(answer, bool) for answer in answers.values())


def because(answers: Answers) -> tuple[Question, ...]:
    """What makes a case berkadar pengawasan; empty when nothing does."""
    grave = tuple(one for one in (Question.MISUSE, Question.LOSS) if answers[one])
    beyond_the_unit = answers[Question.INSPECTION] and not answers[Question.UNIT]
    return (*grave, Question.INSPECTION) if beyond_the_unit else grave


def is_supervisory(answers: Answers) -> bool:
    """The class that complete answers lead to."""
    return bool(because(answers))
