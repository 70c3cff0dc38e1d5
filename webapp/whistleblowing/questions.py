"""The questionnaire as data: groups of questions, some asked only after certain answers. Pure but for `read`.

An inspectorate may bring its own file (WB_QUESTIONS); it is checked at start and every fault is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

FILE = Path(__file__).parent / "data" / "questions.toml"
MOST_LETTERS = 40_000
"""Characters of all answers together: a draft stays small."""
MOST_OPTIONS, MOST_QUESTIONS = 20, 40
_ID = re.compile(r"[a-z][a-z0-9_]{0,30}")

Answers = Mapping[str, list[str]]
"""What was answered, by the id of the question: texts, or ids of options."""


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"


class QuestionsError(ValueError):
    """The file can't be used; `.faults` has one sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Question:
    """One question. `when` is another question's id and the options after which this one is asked, or None.

    `missing` is what is said where nothing was answered; only the first question has it.
    """

    id: str
    kind: Kind
    label: str
    hint: str = ""
    missing: str = ""
    limit: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    when: tuple[str, frozenset[str]] | None = None

    def is_asked(self, answers: Answers) -> bool:
        """Whether it is, after these answers."""
        return self.when is None or not self.when[1].isdisjoint(answers.get(self.when[0], ()))

    def words(self, values: Sequence[str]) -> list[str]:
        """What was answered, as it was read: options by their labels."""
        return [self.options.get(value, value) for value in values if value]


@dataclass(frozen=True)
class Group:
    """What one page asks; `files` where evidence is handed in."""

    id: str
    title: str
    questions: tuple[Question, ...]
    files: bool = False

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """Those that these answers lead to."""
        return tuple(question for question in self.questions if question.is_asked(answers))


@dataclass(frozen=True)
class Questionnaire:
    """All groups in their order."""

    groups: tuple[Group, ...]

    def asked(self, answers: Answers) -> Iterator[Question]:
        """Every question that these answers lead to; what depends on a question that isn't asked, isn't either."""
        seen: dict[str, list[str]] = {}
        for group in self.groups:
            for question in group.asked(seen):
                seen[question.id] = answers.get(question.id, [])
                yield question


def read(path: Path = FILE) -> Questionnaire:
    """The questionnaire of a file; raises QuestionsError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QuestionsError([f"{path} can't be read: {error}"]) from None
    return _Checked(told).questionnaire()


def extract_sentences(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: every sentence of the questions that come with the app."""
    for group in tomllib.load(fileobj)["group"]:
        yield 1, "gettext", group["title"], []
        for question in group["question"]:
            told = (question.get(name) for name in ("label", "hint", "missing"))
            labels = (option["label"] for option in question.get("options", ()))
            yield from ((1, "gettext", sentence, []) for sentence in (*told, *labels) if sentence)


class _Checked:
    """Reads what a file tells, and collects what is wrong with it."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.labels: set[str] = set()
        self.earlier: dict[str, Question] = {}

    def questionnaire(self) -> Questionnaire:
        groups = tuple(self._group(group) for group in _list(self.told.get("group")))
        questions = [question for group in groups for question in group.questions]
        self._insist(bool(questions), "There must be a group with a question: [[group]], [[group.question]].")
        self._insist(len(questions) <= MOST_QUESTIONS, f"At most {MOST_QUESTIONS} questions.")
        letters = sum(question.limit for question in questions)
        self._insist(letters <= MOST_LETTERS, f"The limits add up to {letters}, at most {MOST_LETTERS}.")
        self._insist(sum(group.files for group in groups) == 1, "Exactly one group must have files = true.")
        self._first(questions)
        if self.faults:
            raise QuestionsError(self.faults)
        return Questionnaire(groups)

    def _first(self, questions: Sequence[Question]) -> None:
        for question in questions[:1]:
            good = question.kind in (Kind.LINE, Kind.TEXT) and question.missing and question.when is None
            self._insist(bool(good), f"{question.id}: the first question is a text with `missing` and without `when`.")
        for question in questions[1:]:
            self._insist(not question.missing, f"{question.id}: only the first question has `missing`.")

    def _group(self, told: Mapping[str, Any]) -> Group:
        name = self._name(told.get("id"))
        self._known(name, told, {"id", "title", "files", "question"})
        self._insist(_is_text(told.get("title")), f"{name}: the group needs a title.")
        questions = tuple(self._question(question) for question in _list(told.get("question")))
        self._insist(bool(questions), f"{name}: the group needs a question.")
        self.earlier |= {question.id: question for question in questions}
        return Group(name, str(told.get("title")), questions, told.get("files") is True)

    def _question(self, told: Mapping[str, Any]) -> Question:
        name, label = self._name(told.get("id")), str(told.get("label", ""))
        self._known(name, told, {"id", "kind", "label", "hint", "missing", "limit", "options", "when"})
        self._insist(bool(label.strip()) and label not in self.labels, f"{name}: a label that no other question has.")
        self.labels.add(label)
        kind = self._kind(name, told.get("kind"))
        chosen = kind in (Kind.CHOICE, Kind.CHOICES)
        return Question(
            name,
            kind,
            label,
            str(told.get("hint", "")),
            str(told.get("missing", "")),
            0 if chosen else self._limit(name, told.get("limit")),
            self._options(name, told) if chosen else {},
            self._when(name, told["when"]) if "when" in told else None,
        )

    def _name(self, told: object) -> str:
        name = str(told)
        good = isinstance(told, str) and _ID.fullmatch(name) is not None
        self._insist(good, f"{name}: an id has small letters, digits and _, and begins with a letter.")
        self._insist(name not in self.ids, f"{name}: this id is there twice.")
        self.ids.add(name)
        return name

    def _kind(self, name: str, told: object) -> Kind:
        known = {kind.value: kind for kind in Kind}
        self._insist(told in known, f"{name}: kind is one of {', '.join(known)}.")
        return known.get(str(told), Kind.LINE)

    def _limit(self, name: str, told: object) -> int:
        good = isinstance(told, int) and 1 <= told <= MOST_LETTERS
        self._insist(good, f"{name}: limit is a number of characters up to {MOST_LETTERS}.")
        return told if isinstance(told, int) and good else 1

    def _options(self, name: str, told: Mapping[str, Any]) -> Mapping[str, str]:
        pairs = [(str(one.get("id")), str(one.get("label", ""))) for one in _list(told.get("options"))]
        good = all(_ID.fullmatch(value) and label.strip() for value, label in pairs)
        self._insist(good and 2 <= len(pairs) <= MOST_OPTIONS, f"{name}: 2 to {MOST_OPTIONS} options of id and label.")
        self._insist(len(dict(pairs)) == len(pairs), f"{name}: an option is there twice.")
        return dict(pairs)

    def _when(self, name: str, told: Any) -> tuple[str, frozenset[str]]:
        about, values = (told.get("question"), told.get("is")) if isinstance(told, Mapping) else (None, None)
        asked = self.earlier.get(about) if isinstance(about, str) else None
        self._insist(asked is not None, f"{name}: when.question names a question of an earlier group.")
        known = isinstance(values, list) and values and all(one in (asked.options if asked else ()) for one in values)
        self._insist(bool(known) or asked is None, f"{name}: when.is lists options of {about}.")
        return str(about), frozenset(map(str, values)) if isinstance(values, list) else frozenset()

    def _known(self, name: str, told: Mapping[str, Any], fields: set[str]) -> None:
        for unknown in sorted(told.keys() - fields):
            self.faults.append(f"{name}: “{unknown}” is not known here.")

    def _insist(self, good: bool, fault: str) -> None:
        if not good:
            self.faults.append(fault)


def _list(told: object) -> list[Mapping[str, Any]]:
    return [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []


def _is_text(told: object) -> bool:
    return isinstance(told, str) and bool(told.strip())
