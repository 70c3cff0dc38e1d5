"""A hundred answers, in each form: readers that share no code with the product find all four facts in each of them.

The PDFs of a few here, of all with LAPOR_SOAK=1.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.documents.pdf import Pdf
from tests.documents.readers import bones, read_by_finger, septets
from webapp.base import documents
from webapp.base.braille import brf
from webapp.base.documents import _plain, _short, _text
from webapp.base.ids import new_ticket
from webapp.base.makers import isolated
from webapp.base.paths import STATIC
from webapp.base.typesetter import mended, typeset
from webapp.cases.workflow import SLOTS
from webapp.notices.letters import Letters

HEADS = ("Apa keputusannya?", "Siapa yang mengerjakan?", "Kapan selesai?", "Apa yang dapat Anda lakukan?")
AFTER = "Langkah Anda berikutnya"
ANSWERS, SET = 100, 100 if os.environ.get("LAPOR_SOAK") == "1" else 4
WORDS = (
    "parit dikeruk Dinas PUPR Samarinda RT 05/RW 02 Jl. Melati No. 12a regu 3 pukul 19.42 29 Desember 2026 31/12/2026 "
    "Rp1.500.000 0812-3456-7890 “selesai” (sementara) 50% air; tidak, ya! mengapa? é à ü 𝐁𝐮𝐝𝐢 😀 مكتب الأشغال "
    "surat@dinas.example https://dinas.example/a_b 3f9a ABC—DEF … ½ ② C:\\d [satu] {dua} <tiga> $5 ^ ~ ` \" ' & #7"
).split(" ")


def fact(chance: random.Random, most: int) -> str:
    """Some words that an officer may write; the first and the last are plain, so that nothing empty is looked for."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(0, most))]
    return " ".join(["Kami", *words, chance.choice(["selesai.", "lanjut.", "buka lagi."])])


@dataclass(frozen=True)
class Answer:
    """The HTML of a letter, and what was written in its four slots."""

    html: str
    facts: dict[str, str]


@pytest.fixture
def answers(app: Flask) -> Iterator[list[Answer]]:
    """Short ones and long ones; the seed is fixed."""
    with app.test_request_context("/"):
        yield [_answer(app, random.Random(number), 6 if number % 2 else 60) for number in range(ANSWERS)]


def _answer(app: Flask, chance: random.Random, most: int) -> Answer:
    ticket, facts = new_ticket(chance.randrange), {slot: fact(chance, most) for slot in SLOTS}
    context = {"ticket": ticket, "agency": "Dinas PUPR", "reply_by": "Senin, 11 Januari 2027", "kind": "complaint"}
    given = {**context, "result": None, "slots": SimpleNamespace(**facts), "explanation": ""}
    letter = Letters().on_paper("reporter/answer", "id", given)
    seen = SimpleNamespace(shown=ticket, ticket=ticket, address=f"/lacak/{ticket}", entries=[SimpleNamespace(texts={})])
    page = app.jinja_env.get_template("print/letter.html")
    app.update_template_context(more := {"letter": letter, "seen": seen, "day": date(2026, 12, 29), "points": 0})
    return Answer(page.render(more), facts)


def found_in(text: str, after: str = AFTER) -> dict[str, str]:
    """What stands between each question and the next thing, bare of all that a form may change."""
    rest, found = bones(text), {}
    for slot, head, following in zip(SLOTS, HEADS, (*HEADS[1:], after), strict=True):
        _, _, rest = rest.partition(bones(head))
        found[slot], _, _ = rest.partition(bones(following))
    return found


def wanted_of(answer: Answer) -> dict[str, str]:
    """The four facts, as bare."""
    return {slot: bones(text) for slot, text in answer.facts.items()}


def test_as_text(answers: list[Answer]) -> None:
    assert [found_in(_text(one.html).decode()) for one in answers] == [wanted_of(one) for one in answers]


def test_in_braille(answers: list[Answer]) -> None:
    for answer in answers:
        assert found_in(read_by_finger(brf(_plain(answer.html)))) == wanted_of(answer)


def test_in_two_messages(answers: list[Answer]) -> None:
    for answer in answers:
        message = _short(answer.html).decode()
        _title, *lines, address = message.split("\n")
        lines = [re.sub(r"\s*\([a-z ]*\.\.\.$", "", line) for line in lines]  # a mark that was cut
        told = {slot: bones(line.partition(": ")[2]) for slot, line in zip(SLOTS, lines, strict=True)}
        assert septets(message) <= 306 and address.startswith("http")
        for slot, wanted in wanted_of(answer).items():
            assert wanted.startswith(told[slot]) and len(told[slot]) >= min(6, len(wanted)), (slot, message)


def _set(html: str) -> bytes:
    return mended(typeset(isolated(html), STATIC))


@pytest.mark.parametrize("form", ["pdf", "mudah"])
def test_as_a_document(answers: list[Answer], form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "typeset", _set)  # in this process: a hundred of their own take minutes
    make = documents.FORMS["mudah"].make if form == "mudah" else _set
    for answer in answers[:SET]:
        found = Pdf(make(answer.html))
        assert found.faults == []
        assert found_in(found.heard) == wanted_of(answer)
