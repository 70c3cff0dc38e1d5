"""What a person does with any browser; each driver finds its controls by the words that the person meets."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self


class NotThere(AssertionError):
    """What the person was looking for is not on the page; the page follows."""

    def __init__(self, what: str, page: str) -> None:
        super().__init__(f"{what!r} is not on this page:\n{page}")


def one_line(text: str) -> str:
    """The text on one line, with single plain spaces."""
    return " ".join(text.split())


def flexible(words: str) -> str:
    """A pattern for words that may be broken over lines."""
    return r"\s+".join(re.escape(word) for word in words.split())


class Visitor(ABC):
    """A person at a browser. Words are the beginning of a label, a choice, a button or a link."""

    @abstractmethod
    def open(self, url: str) -> Self:
        """Go to an address."""

    @abstractmethod
    def fill(self, label: str, words: str) -> Self:
        """Write into a field, in place of what was there."""

    @abstractmethod
    def choose(self, words: str, within: str = "") -> Self:
        """Take one of several choices; `within` stands before the right group, where several have such a choice."""

    @abstractmethod
    def press(self, words: str) -> Self:
        """Press a button and wait for what comes."""

    @abstractmethod
    def follow(self, words: str) -> Self:
        """Follow a link and wait for what comes."""

    @abstractmethod
    def back(self) -> Self:
        """Go back by one page, as the browser does it."""

    @abstractmethod
    def value(self, label: str) -> str:
        """What a field holds, as far as this browser shows it in one line."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The page as it is read, on one line."""

    def sees(self, *words: str) -> Self:
        """All of this is on the page; NotThere shows the page otherwise."""
        text = self.text
        for some in words:
            if one_line(some) not in text:
                raise NotThere(some, text)
        return self

    def sees_first(self, first: str, then: str) -> Self:
        """`first` comes before `then`."""
        text = self.sees(first, then).text
        assert text.index(first) < text.index(then), text
        return self


class TextVisitor(Visitor):
    """A person who reads line by line."""

    @property
    @abstractmethod
    def lines(self) -> list[str]:
        """The page as it stands, with the browser's own marks."""


class FileVisitor(TextVisitor):
    """One whose browser can hand in files."""

    @abstractmethod
    def attach(self, label: str, path: Path) -> Self:
        """Choose a file for a field."""
