"""Which agency answers a report: ordered rules over plain data. Neither Flask nor a session in here.

The first rule whose condition holds and whose office exists in the area decides. When none does, the coordinator of
the area decides: regency or city, else province, else nation. A report about the office that would handle it goes to
the level above, and that office never gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.base.msgids import N_
from webapp.routing.directory import Directory, Node


@dataclass(frozen=True)
class Reason:
    """A whole sentence with named placeholders; those in `translate` hold msgids themselves."""

    msgid: str
    params: Mapping[str, str] = field(default_factory=dict)
    translate: tuple[str, ...] = ()

    def say(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence in the language of `gettext`."""
        values = {name: gettext(value) if name in self.translate else value for name, value in self.params.items()}
        return gettext(self.msgid) % values


@dataclass(frozen=True)
class Facts:
    """What routing may look at. `text` is folded (small letters, single spaces); `about_id` is an accused agency."""

    kind: str
    category: str | None = None
    text: str = ""
    about_office: bool = False
    about_id: int | None = None


@dataclass(frozen=True)
class When:
    """A condition; every part that is set must hold. `category` and `area` are prefixes, of `words` one must occur."""

    category: str = ""
    area: str = ""
    kinds: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def holds(self, facts: Facts, lineage: Sequence[str]) -> bool:
        """Whether these facts, in this area, meet the condition."""
        return (
            _under(self.category, [facts.category] if facts.category else [])
            and _under(self.area, lineage)
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.words or any(f" {word} " in f" {facts.text} " for word in self.words))
        )


def _under(prefix: str, codes: Sequence[str]) -> bool:
    return not prefix or any(code == prefix or code.startswith(f"{prefix}.") for code in codes)


@dataclass(frozen=True)
class Rule:
    """`when` it holds, the office of this kind answers, looked for from `level` upwards; `because` says why.

    Where `agency` names one by its code, that one answers instead.
    """

    name: str
    when: When
    office: str
    level: str
    because: Reason
    agency: str = ""


@dataclass(frozen=True)
class Routed:
    """Where a report goes and why.

    `coordinator` verifies it first; `excluded_id` is the agency that must never see it; `rule` names what decided.
    """

    agency: Node
    coordinator: Node
    rule: str
    reasons: tuple[Reason, ...]
    excluded_id: int | None = None

    def explain(self, gettext: Callable[[str], str] = str) -> list[str]:
        """The reasons in order, as whole sentences."""
        return [reason.say(gettext) for reason in self.reasons]


class NoAgencyLeft(LookupError):
    """The tree has no open root, so nobody can own a report."""


def route(facts: Facts, rules: Sequence[Rule], directory: Directory) -> Routed:
    """The agency for a report, with the reasons in order; raises NoAgencyLeft for a tree without an open root."""
    accused = directory.by_id(facts.about_id)
    if accused:
        return _above(accused, (), directory)
    ordinary = _by_rules(facts, rules, directory)
    return _above(ordinary.agency, ordinary.reasons, directory) if facts.about_office else ordinary


def _by_rules(facts: Facts, rules: Sequence[Rule], directory: Directory) -> Routed:
    coordinator = directory.coordinator()
    if coordinator is None:
        raise NoAgencyLeft("no government is open for this area")
    missing: tuple[Reason, ...] = ()
    for rule in rules:
        if rule.when.holds(facts, directory.lineage):
            if office := directory.answering(rule.agency, rule.office, rule.level):
                return Routed(office, coordinator, rule.name, (*missing, rule.because, _handled_by(office)))
            missing = (Reason(N_("Wilayah ini belum memiliki kantor yang menangani urusan itu.")),)
    return Routed(coordinator, coordinator, "coordinator", (*missing, as_coordinator(coordinator)))


def as_coordinator(node: Node) -> Reason:
    """Why a government itself gets the report."""
    return Reason(N_("%(agency)s memeriksanya sebagai koordinator wilayah."), {"agency": node.name})


def _handled_by(office: Node) -> Reason:
    return Reason(N_("Kantor yang menanganinya untuk wilayah ini adalah %(agency)s."), {"agency": office.name})


def _above(accused: Node, reasons: tuple[Reason, ...], directory: Directory) -> Routed:
    """Send it over the head of the accused. About the root itself nobody else can decide, and we say so."""
    higher = directory.above(accused)
    if higher is None:
        return _about_root(accused, reasons, directory)
    hidden = Reason(N_("Laporan ini tentang %(agency)s, jadi kantor itu tidak menerimanya."), {"agency": accused.name})
    sent = Reason(N_("Laporan ini dikirim ke tingkat di atasnya: %(agency)s."), {"agency": higher.name})
    coordinator = directory.coordinating(higher) or higher
    return Routed(higher, coordinator, "above", (*reasons, hidden, sent), excluded_id=accused.id)


def _about_root(root: Node, reasons: tuple[Reason, ...], directory: Directory) -> Routed:
    owner = directory.inspectorate_of_nation() or directory.coordinator()
    if owner is None:
        raise NoAgencyLeft("no government is open")
    nobody = Reason(N_("Tidak ada tingkat di atas %(agency)s."), {"agency": root.name})
    sent = Reason(N_("Laporan ini diperiksa oleh %(agency)s."), {"agency": owner.name})
    return Routed(owner, owner, "root", (*reasons, nobody, sent))
