"""A file as it goes from the shelf of a draft to a case: plain data (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

from webapp.base.crypto import KeyRing, Place
from webapp.base.files.kinds import MIB, Kind
from webapp.base.files.places import Coordinates
from webapp.base.files.traces import Trace

SHELF = "berkas"
"""The name under which a draft keeps its files."""
MOST_TOGETHER = 200 * MIB
"""Bytes of all files of one draft."""


@dataclass(frozen=True)
class Facts:
    """What is told of a file: a safe name, what it is, bytes and SHA-256 of the clean copy, what was taken out."""

    id: str
    name: str
    kind: Kind
    size: int
    sha256: str
    removed: tuple[Trace, ...]
    complete: bool
    signs: bool = field(default=False, kw_only=True)
    """A video of sign language that tells the report itself; its face is never published."""


@dataclass(frozen=True)
class Kept(Facts):
    """A file of an unsent draft: also its key (hex), and where a photo was taken, to be offered."""

    key: str
    place: Coordinates | None = None

    def text(self) -> str:
        """For the draft, which is sealed."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        """Back from the draft."""
        told = json.loads(text)
        place = Coordinates(**told.pop("place")) if told["place"] else told.pop("place")
        traces = tuple(map(Trace, told.pop("removed")))
        return cls(**{**told, "kind": Kind(told["kind"])}, removed=traces, place=place)

    def for_case(self, ring: KeyRing) -> NewFile:
        """Its key under the key ring; where it was taken stays behind."""
        sealed = ring.encrypt(bytes.fromhex(self.key), key_place(self.id))
        facts = {name: getattr(self, name) for name in Facts.__dataclass_fields__}
        return NewFile(**facts, sealed_key=sealed)


@dataclass(frozen=True)
class NewFile(Facts):
    """A file that a move brings along."""

    sealed_key: bytes


def key_place(blob_id: str) -> Place:
    """Where the key of a stored file is sealed."""
    return Place("blob", "sealed_key", blob_id)


def on_shelf(fields: Mapping[str, list[str]]) -> tuple[Kept, ...]:
    """The files of a draft, in the order in which they came."""
    return tuple(map(Kept.of, fields.get(SHELF, ())))
