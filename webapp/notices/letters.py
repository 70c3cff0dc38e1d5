"""Letters from templates/mail: plain text in any language of the catalogues, without Flask.

A template is `<audience>/<action>.txt`; its first line is the subject. Every letter says what happened, what its reader
can do, and by when. Values come ready for reading, in the letter's language ("Kamis, 31 Desember 2026"); a text that a
confidential report must keep to its page is given as None. No letter ever gets a PIN. Officers read the title, or None
(confidential). A reporter never does: nobody has proved that the address is theirs, and a title may be an advertisement
(docs/decisions/0029).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta

from webapp.base.paths import TEMPLATES, TRANSLATIONS
from webapp.notices.post import Letter

LETTERS = frozenset(
    path.relative_to(TEMPLATES / "mail").with_suffix("").as_posix() for path in (TEMPLATES / "mail").glob("*/*.txt")
)
"""The codes of all letters: audience and action of the workflow table."""
NEW_LINES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
MAY_BE_NONE = frozenset(
    {
        *("title", "answer_by", "question", "note", "explanation", "slots", "suggested_agency"),
        *("into", "result", "plan_year", "refusal", "task", "contribution", "day", "signs_by"),
    }
)
"""Every other name must have a value: better no letter yet than one that says "by None"."""

SEVERAL_LINES = frozenset({"question", "note", "explanation", "task", "contribution"})
"""Texts by officers that stand on lines of their own."""


class Lines(str):
    """Words that somebody wrote, on as many lines as they took."""

    __slots__ = ()


@dataclass(frozen=True)
class Part:
    """A piece of a letter on paper: "text" is a sentence of ours, "quote" what somebody wrote, "head" its heading."""

    kind: str
    text: str


@dataclass(frozen=True)
class PaperLetter:
    """A letter to a reporter, to be set on paper; `options` are sentences."""

    subject: str
    happened: tuple[Part, ...]
    options: tuple[str, ...]


@cache
def names_in(template: str) -> frozenset[str]:
    """Exactly the names that a letter needs, read from its template and those it is made of; raises KeyError for an
    unknown letter.
    """
    if template not in LETTERS:
        raise KeyError(template)
    return frozenset(_names(f"mail/{template}.txt")) - {"_"}


def _names(file: str) -> Iterator[str]:
    tree = _environment(TEMPLATES, TRANSLATIONS, "id").parse((TEMPLATES / file).read_text(encoding="utf-8"))
    yield from meta.find_undeclared_variables(tree)
    for other in filter(None, meta.find_referenced_templates(tree)):
        yield from _names(other)


@dataclass(frozen=True)
class Letters:
    """The templates and catalogues that letters are written from."""

    templates: Path = TEMPLATES
    translations: Path = TRANSLATIONS

    def write(self, template: str, language: str, context: Mapping[str, object]) -> Letter:
        """The letter in `language`; raises KeyError for an unknown template, UndefinedError for a missing value."""
        given = _given(template, context)
        subject, _, text = self._page(template, language).render(given).lstrip().partition("\n")
        return Letter(" ".join(subject.split()), _tidy(text))

    def on_paper(self, template: str, language: str, context: Mapping[str, object]) -> PaperLetter:
        """A letter to a reporter as its parts, in which people's words stand apart from ours; raises as `write`."""
        given = {name: quoted(value) for name, value in _given(template, context).items()}
        page = self._page(template, language)
        subject, happened, options = (
            "".join(page.blocks[name](page.new_context(given))) for name in ("subject", "happened", "options")
        )
        sentences = tuple(line.strip() for line in options.splitlines() if line.strip())
        return PaperLetter(" ".join(subject.split()), tuple(_parts(happened)), sentences)

    def _page(self, template: str, language: str) -> Template:
        return _environment(self.templates, self.translations, language).get_template(f"mail/{template}.txt")


def _given(template: str, context: Mapping[str, object]) -> dict[str, object]:
    known = {name for name in names_in(template) & context.keys() if name in MAY_BE_NONE or context[name] is not None}
    return {name: _flat(name, context[name]) for name in known}


def quoted(value: object) -> object:
    """Marks words that people wrote; no text of theirs holds these two characters (`base.forms.shown`). Where nothing
    was written nothing is marked, or a letter would head it.
    """
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**{name: quoted(Lines(text)) for name, text in vars(value).items()})
    return f"\2{value}\3" if isinstance(value, Lines) and value else value


def _parts(text: str) -> Iterator[Part]:
    """Our sentences and people's words in turn; a line of ours right before their words is the heading of these."""
    ours = text.split("\2")
    for number, piece in enumerate(ours):
        words, _, after = piece.rpartition("\3")
        if number:
            yield Part("quote", words.strip())
        lines = [" ".join(line.split()) for line in after.strip().splitlines() if line.strip()]
        last = len(ours) - 1 == number
        yield from (Part("text", line) for line in (lines if last else lines[:-1]))
        if not last and lines:
            yield Part("head", lines[-1].rstrip(":"))


def _flat(name: str, value: object) -> object:
    """A title or a name is one line, or it could pose as a line of ours."""
    if not isinstance(value, str):
        return value
    return Lines(value) if name in SEVERAL_LINES else NEW_LINES.sub(" ", value)


def _tidy(text: str) -> str:
    """One empty line where blocks left several, one line end at the end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@cache
def _environment(templates: Path, translations: Path, language: str) -> Environment:
    environment = Environment(  # noqa: S701 - plain text: escaping would put entities into letters
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = gettext.translation("messages", str(translations), [language], fallback=True)
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment
