"""How a person wants pages to look and speak, in one small cookie or in the address.

The cookie `tampilan` holds only what differs from the default, as words joined by dots: `en.150.dark.wide`. Words of
the five choices never coincide, so their order says nothing and an unknown word is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

COOKIE = "tampilan"


class Language(StrEnum):
    """Languages with a complete catalogue, and Indonesian in easy words: the domain `easy` over Indonesian."""

    INDONESIAN = "id"
    EASY = "id-mudah"
    ENGLISH = "en"


class TextSize(StrEnum):
    """Per cent of the site's own size, on top of what the browser does."""

    NORMAL = "100"
    LARGE = "125"
    LARGER = "150"
    DOUBLE = "200"


class Contrast(StrEnum):
    """DEVICE follows the device's light or dark; the others hold whatever the device says."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


class Spacing(StrEnum):
    """WIDE is the text spacing of WCAG 2.2, 1.4.12."""

    NORMAL = "normal"
    WIDE = "wide"


class Data(StrEnum):
    """SAVING is a page without scripts and pictures; a browser that sends `Save-Data: on` gets it unasked."""

    FULL = "full"
    SAVING = "hemat"


@dataclass(frozen=True)
class Display:
    """One person's choices; the default is a good page."""

    language: Language = Language.INDONESIAN
    size: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.DEVICE
    spacing: Spacing = Spacing.NORMAL
    data: Data = Data.FULL

    @classmethod
    def parse(cls, cookie: str | None) -> Self:
        """Choices out of the cookie; whatever can't be understood is the default."""
        if not cookie:
            return cls()  # almost everybody, at every request
        found: dict[str, Any] = {
            name: kind(word)
            for name, (_, kind) in CHOICES.items()
            for word in (cookie or "").split(".")
            if word in set(kind)
        }
        return cls(**found)

    @classmethod
    def chosen(cls, cookie: str | None, args: Mapping[str, str]) -> Self:
        """What the address says (`?bahasa=en&huruf=150`), else the cookie, else the default."""
        if not args:
            return cls.parse(cookie)
        asked: dict[str, Any] = {
            name: kind(args[arg]) for name, (arg, kind) in CHOICES.items() if args.get(arg) in set(kind)
        }
        return replace(cls.parse(cookie), **asked)

    def serialise(self) -> str:
        """The cookie's value; empty for the default, which needs no cookie. Also a key for caches."""
        return ".".join(self._chosen().values())

    @property
    def html_class(self) -> str:
        """Classes of the `html` element that the style sheet knows; empty for the default."""
        return " ".join(f"{name}-{word}" for name, word in self._chosen().items() if name not in ("language", "data"))

    @property
    def saves(self) -> bool:
        """Whether the page goes without scripts and pictures."""
        return self.data is Data.SAVING

    @property
    def easy(self) -> bool:
        """Whether sentences are said in easy words."""
        return self.language is Language.EASY

    def _chosen(self) -> dict[str, str]:
        """What differs from the default, by attribute."""
        mine = {name: getattr(self, name) for name in CHOICES}
        return {name: word.value for name, word in mine.items() if word is not getattr(_PLAIN, name)}


_PLAIN = Display()
CHOICES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "language": ("bahasa", Language),
    "size": ("huruf", TextSize),
    "contrast": ("kontras", Contrast),
    "spacing": ("jarak", Spacing),
    "data": ("pemakaian", Data),
}
"""Attribute of Display → its name in an address, and the words it may have."""


def in_address(args: Mapping[str, str]) -> dict[str, str]:
    """The display choices in an address, to go along to the next one: for who takes no cookie."""
    return {arg: args[arg] for arg, _kind in CHOICES.values() if arg in args}
