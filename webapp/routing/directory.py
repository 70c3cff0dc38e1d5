"""The agencies of one area and above it, as plain data that rules can look through. No session in here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COORDINATING = frozenset({"nation", "province", "regency", "city"})
"""Kinds of agencies whose admins verify and assign reports of their area."""
_LONGEST_AREA = {"regency": 13, "province": 2, "nation": 0}
"""For each level of government the longest code of an area that it governs; "regency" includes what is below it."""


@dataclass(frozen=True)
class Node:
    """An agency as routing sees it. `path` are the ids from the root down to itself."""

    id: int
    code: str
    name: str
    kind: str
    path: tuple[int, ...]
    office: str | None = None
    area_code: str | None = None
    active: bool = True


@dataclass(frozen=True)
class Directory:
    """The agencies that may matter for one area; `lineage` is its code and those of the areas above, nearest first."""

    nodes: tuple[Node, ...]
    lineage: tuple[str, ...]

    def by_id(self, key: int | None) -> Node | None:
        """The agency with this id, closed ones too."""
        return next((node for node in self.nodes if node.id == key), None)

    def office(self, office: str, level: str, excluded: int | None = None) -> Node | None:
        """The open office of this kind nearest to the area, not below `level`; None when there is none."""
        return _nearest(node for node in self._open(level, excluded) if node.office == office)

    def answering(self, code: str, office: str, level: str) -> Node | None:
        """The open agency with this code; where no code is given, the office of this kind."""
        named = (node for node in self.nodes if node.active and node.code == code)
        return next(named, None) if code else self.office(office, level)

    def coordinator(self, excluded: int | None = None) -> Node | None:
        """The open government nearest to the area whose admins verify and assign."""
        return _nearest(node for node in self._open("regency", excluded) if node.kind in COORDINATING)

    def above(self, node: Node) -> Node | None:
        """The nearest open agency above; for an inspectorate one above its own government, when there is one.

        Its own government is not far enough for a case about the inspectorate (Pergub Kalsel 55/2024).
        """
        ups = [up for up in self._ancestors(node) if up.active]
        government = next((up for up in ups if up.kind in COORDINATING), None)
        further = [up for up in ups if up != government] if node.kind == "inspectorate" else ups
        return next(iter(further or ups), None)

    def coordinating(self, node: Node) -> Node | None:
        """Itself or the nearest above it that is open and coordinates."""
        return next((up for up in (node, *self._ancestors(node)) if up.active and up.kind in COORDINATING), None)

    def inspectorate_of_nation(self) -> Node | None:
        """Who looks into cases about the root itself."""
        return _nearest(node for node in self._open("nation", None) if node.kind == "inspectorate")

    def _ancestors(self, node: Node) -> Iterator[Node]:
        known = {other.id: other for other in self.nodes}
        return (known[key] for key in reversed(node.path[:-1]) if key in known)

    def _open(self, level: str, excluded: int | None) -> Iterator[Node]:
        """Open agencies for this area at `level` or above; whoever is excluded, so is everybody below them."""
        return (n for n in self.nodes if n.active and excluded not in n.path and self._reaches(n, level))

    def _reaches(self, node: Node, level: str) -> bool:
        if node.area_code is None:
            return True
        return node.area_code in self.lineage and len(node.area_code) <= _LONGEST_AREA[level]


def _nearest(nodes: Iterator[Node]) -> Node | None:
    """The smallest area first, then the oldest agency, so that the answer is always the same."""
    return max(nodes, key=lambda node: (len(node.area_code or ""), -node.id), default=None)
