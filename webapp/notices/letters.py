"""Letters from templates/mail: plain text in any language of the catalogues, without Flask.

A template is `<audience>/<action>.txt`; its first line is the subject. Every letter says what happened, what its reader
can do, and by when. Values come ready for reading, in the letter's language ("Kamis, 31 Desember 2026"); a text that a
confidential report must keep to its page is given as None. No letter ever gets a PIN.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from webapp.base.paths import TEMPLATES, TRANSLATIONS
from webapp.notices.post import Letter

COMMON = frozenset({"site_name", "ticket", "url"})
"""In every letter: name of the service, ticket in groups, address of the case's page."""
TO_OFFICER = COMMON | {"title"}
"""Officers read the title too, or None (confidential). A reporter never: nobody has proved that the address is theirs,
and a title may be an advertisement (docs/decisions/0029).
"""


NEW_LINES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
MAY_BE_NONE = frozenset(
    {
        *("title", "answer_by", "question", "note", "explanation", "slots", "suggested_agency"),
        *("into", "result", "plan_year", "refusal", "task", "contribution", "day"),
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


def _with(*names: str) -> frozenset[str]:
    return COMMON | frozenset(names)


def _to_officer(*names: str) -> frozenset[str]:
    return TO_OFFICER | frozenset(names)


LETTERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # to the reporter; dates are texts, answer_by may be None; question, note, explanation, slots None: confidential
        "reporter/receive": _with("received", "verify_by", "answer_by"),
        # secret: the same move made it confidential; never why, for whoever else reads the mailbox
        "reporter/assign": _with("agency", "follow_up_by", "secret"),
        "reporter/reassign": _with("agency", "follow_up_by", "secret"),
        "reporter/ask_info": _with("question", "complete_by"),
        "reporter/start": _with("agency", "note", "answer_by"),
        "reporter/note": _with("agency", "note", "answer_by"),
        # slots: an object with decision, actor, by_when, your_options
        # result of a suggestion: accepted, planned (plan_year) or refused (refusal); None of every other kind
        "reporter/answer": _with(
            *("agency", "slots", "reply_by", "kind", "result", "plan_year", "refusal", "explanation")
        ),
        "reporter/confirm_for": _with("kind"),
        "reporter/time_out": _with("kind"),
        "reporter/close": _with("explanation"),
        "reporter/archive": _with("reason", "explanation"),
        # into: the ticket that leads, None where it became confidential meanwhile
        "reporter/merge": _with("into", "explanation"),
        "reporter/contest": _with("verify_by"),
        "reporter/classify": _with("supervisory", "answer_by"),
        # liftable: harm ends with it, so that its reporter may open the case again
        "reporter/categorise": _with("agency", "explanation", "secret", "liftable", "final"),
        "reporter/make_confidential": COMMON,
        "reporter/propose_text": COMMON,
        # final: it was contested before, so the decision stands
        "reporter/decline_text": _with("reason", "explanation", "final"),
        "reporter/new_pin": _with("help"),  # where to contact the service
        "reporter/keep_agency": _with("agency", "explanation", "secret"),
        # due: until when an answer comes in time; answered: an answer waits for the reporter, else a question does
        "reporter/remind": _with("answered", "due", "kind"),
        # asked for on the page of the ticket, not told by a move; code: ten digits in groups
        "reporter/pin_code": _with("code"),
        # agency: the superior that answers for it now; due: the date that was missed
        "reporter/escalate": _with("agency", "due"),
        # agency: the one that is asked; part_by: until when
        "reporter/ask_contribution": _with("agency", "part_by"),
        # became: promised (for `day`), met or unable; never which help it is
        "reporter/record_help": _with("became", "day"),
        # to the reporter of a case that follows: its ticket, and the ticket that leads; no text of that one
        "followers/answer": _with("leading", "agency"),
        **dict.fromkeys(
            (f"followers/{action}" for action in ("confirm", "confirm_for", "time_out", "close")), _with("leading")
        ),
        "followers/archive": _with("leading", "reason"),
        **dict.fromkeys((f"followers/{action}" for action in ("merge", "reopen", "contest")), _with("leading")),
        # to the officer whose desk it lies on; url is the desk's
        # urgent: a person may be in danger
        "owner/receive": _to_officer("due", "urgent"),
        "owner/assign": _to_officer("agency", "due", "urgent"),
        "owner/reassign": _to_officer("agency", "due", "urgent"),
        "owner/supply_info": _to_officer("due"),
        "owner/confirm": _to_officer("kind"),
        "owner/reply": _to_officer("due"),
        "owner/reopen": _to_officer("due"),
        "owner/contest": _to_officer("due"),
        "owner/rate": TO_OFFICER,
        "owner/add_message": _to_officer("help"),
        "owner/categorise": _to_officer("urgent"),
        "owner/lift_confidential": TO_OFFICER,
        "owner/refuse_text": TO_OFFICER,
        "owner/withdraw_text": TO_OFFICER,
        "owner/remind": _to_officer("due"),
        "owner/wrong_agency": _to_officer("due"),
        # agency: the lead that asks, or the contributor that gave or declined
        "owner/ask_contribution": _to_officer("agency", "task", "part_by"),
        "owner/contribute": _to_officer("agency", "contribution"),
        "owner/decline_contribution": _to_officer("agency", "reason", "explanation"),
        "owner/help_unmet": TO_OFFICER,
        # agency: the one that was late
        "owner/escalate": _to_officer("agency", "due"),
        # to the office that has it no longer, so page is the public one; agency: the one that has it now
        "former/reassign": (TO_OFFICER - {"url"}) | {"page", "agency", "explanation"},
        # agency: the one that declined
        "decider/contest_text": _to_officer("agency"),
        "decider/contest_category": _to_officer("decide_by"),
        "decider/remind": _to_officer("due"),
        # decides: it was returned so often that the level above decides
        # suggested_agency may be None
        "coordinator/return": _to_officer("agency", "suggested_agency", "due", "decides"),
        "coordinator/remind": _to_officer("due"),
        "coordinator/add_message": _to_officer("help"),
        "coordinator/wrong_agency": _to_officer("agency", "suggested_agency", "decide_by"),
    }
)
"""Template code → exactly the names that it needs; the keys are audience and action of the workflow table."""


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
    known = {name for name in LETTERS[template] & context.keys() if name in MAY_BE_NONE or context[name] is not None}
    return {name: _flat(name, context[name]) for name in known}


def quoted(value: object) -> object:
    """Marks words that people wrote; no text of theirs holds these two characters (`base.forms.shown`)."""
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**{name: quoted(Lines(text)) for name, text in vars(value).items()})
    return f"\2{value}\3" if isinstance(value, Lines) else value


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
