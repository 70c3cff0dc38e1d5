"""The questionnaire as a file: every branch of ours, and every fault of somebody else's named at start."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.environment import ConfigError
from webapp.whistleblowing.questions import FILE, Question, QuestionsError, read
from webapp.whistleblowing.settings import Settings

GOOD = """
[[group]]
id = "satu"
title = "Satu"
files = true
question = [
  { id = "apa", kind = "line", label = "Apa?", missing = "Tulis apa.", limit = 100 },
  { id = "jenis", kind = "choice", label = "Jenis?", options = [{ id = "a", label = "A" }, { id = "b", label = "B" }] },
]
[[group]]
id = "dua"
title = "Dua"
question = [
  { id = "lanjut", kind = "line", label = "Lanjut?", limit = 10, when = { question = "jenis", is = ["a"] } },
]
"""
OURS = read()
CONDITIONAL = [question for group in OURS.groups for question in group.questions if question.when]


def asked(**answers: list[str]) -> set[str]:
    return {question.id for question in OURS.asked(answers)}


@pytest.mark.parametrize("question", CONDITIONAL, ids=lambda question: str(question.id))
def test_every_branch_of_ours(question: Question) -> None:
    assert question.when is not None
    about, values = question.when
    [source] = [one for group in OURS.groups for one in group.questions if one.id == about]
    for value in source.options:
        assert (question.id in asked(**{about: [value]})) is (value in values)
    assert question.id not in asked()


def test_there_are_branches() -> None:
    assert {question.id for question in CONDITIONAL} == {"nilai", "paket", "balasan"}
    assert asked(jenis=["suap", "pembalasan"]) == asked() | {"nilai", "balasan"}


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked(tmp_path: Path) -> None:
    more = """
[[group]]
id = "tiga"
title = "Tiga"
[[group.question]]
id = "pilih"
kind = "choice"
label = "P?"
options = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]
when = { question = "jenis", is = ["a"] }
[[group]]
id = "empat"
title = "Empat"
question = [{ id = "akhir", kind = "line", label = "Akhir?", limit = 10, when = { question = "pilih", is = ["x"] } }]
"""
    path = tmp_path / "tanya.toml"
    path.write_text(GOOD + more)
    mine = read(path)
    reached = {one.id for one in mine.asked({"jenis": ["a"], "pilih": ["x"]})}
    assert {"pilih", "akhir"} <= reached
    assert not {"pilih", "akhir"} & {one.id for one in mine.asked({"jenis": ["b"], "pilih": ["x"]})}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[[group]]", "[group", "can't be read"),
        (GOOD, "", "There must be a group with a question"),
        ('id = "lanjut"', 'id = "apa"', "apa: this id is there twice."),
        ('id = "lanjut"', 'id = "Lanjut!"', "Lanjut!: an id has small letters"),
        ('title = "Dua"', "", "dua: the group needs a title."),
        ('kind = "line", label = "Apa?"', 'kind = "tanggal", label = "Apa?"', "apa: kind is one of"),
        ("limit = 100", "limit = 0", "apa: limit is a number"),
        ("limit = 100", "limit = 39999", "The limits add up to 40009"),
        ('missing = "Tulis apa.", ', "", "apa: the first question is a text"),
        ("limit = 10,", 'limit = 10, missing = "Tulis.",', "lanjut: only the first question"),
        ('label = "Lanjut?"', 'label = "Apa?"', "lanjut: a label that no other question has."),
        ('question = "jenis"', 'question = "lanjut"', "lanjut: when.question names a question of an earlier group."),
        ('is = ["a"]', 'is = ["c"]', "lanjut: when.is lists options of jenis."),
        ('is = ["a"]', 'is = "a"', "lanjut: when.is lists options of jenis."),
        (', { id = "b", label = "B" }', "", "jenis: 2 to 20 options"),
        ('id = "b", label', 'id = "a", label', "jenis: an option is there twice."),
        ("files = true", "", "Exactly one group must have files = true."),
        ("limit = 100", "limit = 100, wajib = true", "apa: “wajib” is not known here."),
    ],
)
def test_every_fault_is_named_at_start(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "tanya.toml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(QuestionsError) as refused:
        read(path)
    assert fault in str(refused.value)
    with pytest.raises(ConfigError, match="WB_QUESTIONS"):
        Settings.from_env({"LAPOR_MODE": "test", "WB_QUESTIONS": str(path)})


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "tanya.toml"
    path.write_text(GOOD.replace("limit = 10,", "limit = -1,").replace('title = "Satu"', 'title = " "'))
    with pytest.raises(QuestionsError) as refused:
        read(path)
    assert len(refused.value.faults) == 2


def test_the_file_of_an_inspectorate_is_used(tmp_path: Path) -> None:
    path = tmp_path / "tanya.toml"
    path.write_text(GOOD)
    settings = Settings.from_env({"LAPOR_MODE": "test", "WB_QUESTIONS": str(path)})
    assert [group.id for group in settings.questions.groups] == ["satu", "dua"]
    assert FILE.exists()
