"""How hard a text is to read, and which of its words need more than they get; pure, in Indonesian.

The measure is Fry's two numbers (E. Fry, "Fry's readability graph", Journal of Reading 21, 1977): sentences and
syllables in a hundred words. Indonesian words have more syllables than English ones, so the syllables are multiplied by
0.6 before they are read off (A. S. Harjasujana and Y. Mulyati, "Membaca 2", 1996/1997), as Indonesian schools do. The
graph itself can't be computed; the grade here is that of Flesch and Kincaid (1975) of the same two numbers. Nobody has
tried it on readers of these pages: it compares texts with each other, and says nothing of who understands them.

`python -m accessibility.words URL…` prints the measure and the faults of pages.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import urllib3
from bs4 import BeautifulSoup, Tag

DATA = Path(__file__).parent / "words.toml"
LONGEST, LONGEST_EASY = 20, 10
"""Words in a sentence (docs/suara-dan-nada.md), and in one of easy Indonesian."""
TO_ENGLISH = 0.6
BLOCKS = ("p", "li", "dt", "dd", "h1", "h2", "h3", "legend", "label", "td", "th", "button", "blockquote", "figcaption")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'.,/][^\W_]+)*")
_END = re.compile(r"(?<=[.?!:;…])[”\"')]*\s+|\n+|<br>")
_TAG = re.compile(r"<[^>]+>")
_FACT = re.compile(r"%\(\w+\)s")
_SHORT = re.compile(r"\b[A-Z]+[a-z]*[A-Z][A-Za-z]*\b")
_CLOSED = re.compile(r"[ao]i\b|au\b")


@dataclass(frozen=True)
class Measure:
    """Counts of one text."""

    words: int
    sentences: int
    syllables: int

    @property
    def fry(self) -> tuple[float, float]:
        """Sentences, and syllables as English counts them, in a hundred words."""
        return 100 * self.sentences / self.words, 100 * self.syllables / self.words * TO_ENGLISH

    @property
    def grade(self) -> float:
        """Years at school, about one more or less; of use from a hundred words on."""
        sentences, syllables = self.fry
        return 0.39 * 100 / sentences + 11.8 * syllables / 100 - 15.59


@cache
def data() -> dict[str, Any]:
    """The lists of words.toml."""
    return tomllib.loads(DATA.read_text("utf-8"))


def plain(text: str) -> str:
    """A msgid as it is read: markup gone, each placeholder one word."""
    return _FACT.sub("x", _TAG.sub("", text.replace("<br>", "\n")))


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a colon, a semicolon and a line end one too."""
    return [part for part in (part.strip() for part in _END.split(text)) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words; a date, a number or a compound with a hyphen is one."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Every vowel is one, but for the diphthongs that close a word: sungai, pulau, amboi."""
    small = word.lower()
    return max(1, len(re.findall("[aiueo]", small)) - len(_CLOSED.findall(small)))


def measure(text: str) -> Measure | None:
    """The counts of a plain text; None where there is no word."""
    found = words(text)
    return Measure(len(found), len(sentences(text)), sum(map(syllables, found))) if found else None


def long_sentences(text: str, most: int = LONGEST) -> list[str]:
    """Sentences of more than `most` words."""
    return [one for one in sentences(text) if len(words(one)) > most]


def hard_words(text: str) -> list[str]:
    """Words that easy Indonesian says otherwise."""
    listed = set(data()["hard"])
    return sorted({word.lower() for word in words(text)} & listed)


def unexpanded(text: str) -> list[str]:
    """Short forms that stand in a text without what they stand for, and are not known to everybody."""
    found = dict.fromkeys(_SHORT.findall(text))
    return [one for one in found if one not in data()["known"] and not _expanded(one, text)]


def _expanded(short: str, text: str) -> bool:
    wholes = data()["short"].get(short, "").split("|")
    return f"({short})" in text or any(whole and whole.lower() in text.lower() for whole in wholes)


def needs_easy(msgid: str) -> list[str]:
    """Why a sentence is no easy Indonesian; empty when it is."""
    text = plain(msgid)
    long = [f"{len(words(one))} words: {one}" for one in long_sentences(text, LONGEST_EASY)]
    return [*long, *(f"hard: {word}" for word in hard_words(text))]


def faults(html: str) -> Iterator[str]:
    """What is wrong with the words of a page in Indonesian, what people wrote excepted."""
    page = BeautifulSoup(html, "html.parser")
    for written in page.select("blockquote, textarea, script, style, [data-written]"):
        written.decompose()
    yield from (f"long sentence: {one}" for text in blocks(page) for one in long_sentences(text))
    yield from (f"not expanded: {one}" for one in unexpanded(page.get_text(" ")))
    yield from (f"no lang: {one}" for one in unmarked(page))


def blocks(page: Tag) -> list[str]:
    """The text of every innermost block of a page."""
    inner = [one for one in page.find_all(BLOCKS) if one.find(BLOCKS) is None]
    return [re.sub(r"\s+", " ", one.get_text("", strip=False)).strip() for one in inner]


def unmarked(page: Tag) -> list[str]:
    """Foreign words outside an element that says their language (WCAG 3.1.2)."""
    return [
        f"{word} ({language})"
        for language, listed in data()["foreign"].items()
        for word in listed
        for text in page.find_all(string=re.compile(rf"(?<![\w/@.-]){re.escape(word)}(?![\w/@-])", re.IGNORECASE))
        if not _said(text.parent, language)
    ]


def _said(element: Tag | None, language: str) -> bool:
    marked = element.find_parent(lang=True) if element is not None and not element.get("lang") else element
    return marked is not None and marked.get("lang") == language


def main(addresses: list[str]) -> int:
    """Entry point; 1 when a page has faults."""
    wrong = 0
    for address in addresses:
        html = urllib3.request("GET", address).data.decode()
        found, counted = list(faults(html)), measure("\n".join(blocks(BeautifulSoup(html, "html.parser"))))
        wrong += len(found)
        if counted:
            sent, syll = counted.fry
            sys.stdout.write(f"{address}: {counted.words} words, {sent:.1f} sentences and {syll:.0f} syllables, ")
            sys.stdout.write(f"grade {counted.grade:.1f}\n")
        sys.stdout.write("".join(f"  {one}\n" for one in found))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
