"""Berkadar pengawasan or not: every combination of answers has the class that its plain reading has."""

from __future__ import annotations

from itertools import product

import pytest

from webapp.cases.classification import QUESTIONS, Question, because, is_complete, is_supervisory

EVERY: list[dict[str, bool]] = [
    dict(zip(Question, answers, strict=True)) for answers in product((True, False), repeat=len(Question))
]

SUPERVISORY: dict[tuple[bool, ...], bool] = {
    # (misuse, loss, inspection, unit): written out, not computed
    (True, True, True, True): True,
    (True, True, True, False): True,
    (True, True, False, True): True,
    (True, True, False, False): True,
    (True, False, True, True): True,
    (True, False, True, False): True,
    (True, False, False, True): True,
    (True, False, False, False): True,
    (False, True, True, True): True,
    (False, True, True, False): True,
    (False, True, False, True): True,
    (False, True, False, False): True,
    (False, False, True, True): False,  # the lamp must be looked at, but the office looks by itself
    (False, False, True, False): True,
    (False, False, False, True): False,  # chickens and parking
    (False, False, False, False): False,  # it needs money or another office, and no inspector
}


@pytest.mark.parametrize("answers", EVERY, ids=str)
def test_every_combination_of_answers_has_its_class(answers: dict[str, bool]) -> None:
    assert is_complete(answers)
    assert is_supervisory(answers) is SUPERVISORY[tuple(answers[one] for one in Question)]


@pytest.mark.parametrize("answers", EVERY, ids=str)
def test_a_class_is_given_exactly_the_answers_that_made_it(answers: dict[str, bool]) -> None:
    reasons = because(answers)
    assert bool(reasons) is is_supervisory(answers)
    assert all(answers[one] for one in reasons)
    without = {one: answer and one not in reasons for one, answer in answers.items()}
    assert not is_supervisory(without)


def test_every_question_is_asked_once_says_why_and_only_one_names_a_regulation() -> None:
    assert [asked.question for asked in QUESTIONS] == list(Question)
    assert all(asked.text.endswith("?") and asked.why.endswith(".") for asked in QUESTIONS)
    assert [asked.question for asked in QUESTIONS if asked.basis] == [Question.INSPECTION]


@pytest.mark.parametrize("change", [{"misuse": None}, {"misuse": "ya"}, {"chickens": True}, "one less"])
def test_incomplete_answers_are_none(change: dict[str, object] | str) -> None:
    answers: dict[str, object] = {one.value: False for one in Question}
    if isinstance(change, str):
        del answers["unit"]
    else:
        answers |= change
    assert not is_complete(answers)  # type: ignore[arg-type]
