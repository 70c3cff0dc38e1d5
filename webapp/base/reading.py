"""What a document says, as pieces of text in its order: of these the forms for ear, finger and small screens are made.

There is one source of each document, its template in templates/print/; nothing is written twice (docs/decisions/0035).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

HEAD, TEXT, ITEM, QUOTE = "head", "text", "item", "quote"
SECRET, INSTEAD, FRAME = "pin", "instead", "frame"
"""Classes of a document: what only eyes may have, what other forms say in its place, and the head of each document."""

FORMS = ("pdf", "pdf-besar", "pdf-terbesar", "mudah", "teks", "braille", "suara", "sms")
"""The codes of the forms; `documents.FORMS` says what they are."""

_BLOCKS = {**dict.fromkeys(("h1", "h2", "h3"), HEAD), "p": TEXT, "tr": TEXT, "li": ITEM, "blockquote": QUOTE}
_AFTER = {"th": ": ", "td": " "}
_VOID = frozenset({"meta", "link", "br"})
_UNREAD = frozenset({"head", "style", "title"})


@dataclass(frozen=True)
class Piece:
    """One line or more of a document: a heading, a sentence of ours, an item of a list, or what somebody wrote."""

    kind: str
    text: str


def pieces(html: str, *without: str) -> tuple[Piece, ...]:
    """Every piece of the document, but what stands in an element of one of the classes `without`."""
    reader = _Reader(frozenset(without))
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    """Reads our own templates, which close what they open."""

    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__()
        self.found: list[Piece] = []
        self._left_out, self._open, self._kind = left_out, list[tuple[str, str]](), TEXT
        self._said, self._code_from = list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block ends the one before it."""
        if tag in _BLOCKS or tag == "br":
            self._end()
            self._kind = _BLOCKS.get(tag, self._kind)
        if tag not in _VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))
        if self._open[-1] == ("span", "code"):
            self._code_from = len(self._said)

    def handle_endtag(self, tag: str) -> None:
        """What a block has said becomes a piece."""
        name, kind = self._open.pop()
        if (name, kind) == ("span", "code"):
            groups = "".join(self._said[self._code_from :]).split(",")
            self._said[self._code_from :] = " ".join("".join(group.split()) for group in groups)
        self._said.append(_AFTER.get(tag, ""))
        if tag in _BLOCKS:
            self._end()
            self._kind = TEXT

    def handle_data(self, data: str) -> None:
        """Words, unless they stand where nobody reads them in this form."""
        if not any(tag in _UNREAD or not self._left_out.isdisjoint(kind.split()) for tag, kind in self._open):
            self._said.append(data)

    def _end(self) -> None:
        said = "".join(self._said)
        lines = said.splitlines() if self._kind == QUOTE else [said]
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        if text:
            self.found.append(Piece(self._kind, text))
        self._said = []


def as_text(told: Iterable[Piece]) -> str:
    """The document as a text file; every character stays as it was written."""
    before = {HEAD: "\n", ITEM: "- "}
    return "\n".join(before.get(one.kind, "") + one.text for one in told).lstrip() + "\n"


def sentences(text: str) -> list[str]:
    """One after the other; "Jl. Melati" and "No. 5" are none."""
    return [one.strip() for line in text.splitlines() for one in _SENTENCE.split(line) if one.strip()]


_SENTENCE = re.compile(r"(?<=[^\s.]{4}[.!?])\s+(?=[A-Z“\"])")
_TYPED = str.maketrans("\N{EN DASH}\N{EM DASH}’‘`«»•×", "--'''“”*x") | {ord("°"): " derajat"}
_QUOTED = re.compile(r'"([^"\n]*)"')
PLAIN = frozenset(map(chr, range(0x20, 0x7F))) - {'"', "`"} | {"“", "”", "\n"}
"""What every form can say."""


def plainly(text: str, picture: str, script: str) -> str:
    """The text in plain Latin letters; in the place of others stands `picture` for signs, `script` for words."""
    text = _QUOTED.sub(r"“\1”", text.translate(_TYPED))
    letters = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    told = "".join(_instead(run, picture, script) for run in _runs(letters.translate(_TYPED).replace('"', "“")))
    return "\n".join(" ".join(line.split()) for line in told.splitlines())


def _instead(run: str, picture: str, script: str) -> str:
    if run[0] in PLAIN:
        return run
    return f" {script} " if any(map(str.isalpha, run)) else f" {picture} " if _seen(run) else ""


def _seen(run: str) -> bool:
    return any(unicodedata.category(one)[0] in "SNP" for one in run)


def _runs(text: str) -> Iterator[str]:
    """Of characters that are plain, and of those that are not, in turn; a script has the spaces between its words."""
    yield from re.findall(r"[\x20-\x7e“”\n]+|[^\x20-\x7e“”\n]+(?: +[^\x20-\x7e“”\n]+)*", text)
