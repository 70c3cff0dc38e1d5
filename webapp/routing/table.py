"""The ordered rules: first those that words decide, then what each office is competent for, then what kinds decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.base.msgids import N_
from webapp.routing.rules import Reason, Rule, When


@dataclass(frozen=True)
class Competent:
    """An office that answers a category, as the table `competence` has it."""

    office: str
    category: str
    level: str
    weight: int


FIRST = (
    Rule(
        "national-road",
        When(category="pekerjaan-umum", words=("jalan nasional", "jalan negara")),
        "kemenpu",
        "nation",
        Reason(N_("Isi laporan menyebut jalan nasional, yang dikelola pemerintah pusat.")),
    ),
    Rule(
        "provincial-road",
        When(category="pekerjaan-umum", words=("jalan provinsi", "poros provinsi")),
        "pupr",
        "province",
        Reason(N_("Isi laporan menyebut jalan provinsi, yang dikelola pemerintah provinsi.")),
    ),
    Rule(
        "provincial-school",
        When(category="pendidikan", words=("sma", "sman", "smk", "smkn", "slb", "slbn")),
        "disdik",
        "province",
        Reason(N_("SMA, SMK, dan SLB dikelola pemerintah provinsi.")),
    ),
    Rule(
        "inclusive-school",
        When(category="gender-inklusi.sekolah-inklusi", words=("slb", "slbn", "sma", "smk")),
        "disdik",
        "province",
        Reason(N_("SMA, SMK, dan SLB dikelola pemerintah provinsi.")),
    ),
)

LAST = (
    Rule(
        "public-information",
        When(kinds=frozenset({"information"})),
        "kominfo",
        "regency",
        Reason(N_("Permintaan informasi dilayani pejabat pengelola informasi.")),
    ),
)

BECAUSE = {
    "regency": N_("Laporan ini termasuk kategori %(category)s."),
    "province": N_("Kategori %(category)s menjadi urusan pemerintah provinsi."),
    "nation": N_("Kategori %(category)s menjadi urusan pemerintah pusat."),
}


def because(competent: Competent, names: Mapping[str, str]) -> Reason:
    """Why this office answers; `names` gives the msgid of each category."""
    name = names.get(competent.category, competent.category)
    return Reason(BECAUSE[competent.level], {"category": name}, translate=("category",))


@dataclass(frozen=True)
class RuleSet:
    """The rules that are asked before and after the competences of offices; version 0 is the one that ships."""

    version: int = 0
    first: tuple[Rule, ...] = FIRST
    last: tuple[Rule, ...] = LAST

    @property
    def named(self) -> frozenset[str]:
        """The codes of the agencies that rules name."""
        return frozenset(rule.agency for rule in (*self.first, *self.last) if rule.agency)


SHIPPED = RuleSet()


def all_rules(
    competences: Iterable[Competent], names: Mapping[str, str], rule_set: RuleSet = SHIPPED
) -> tuple[Rule, ...]:
    """Every rule in order. A leaf comes before its topic, and of two offices the one with more weight."""
    ordered = sorted(competences, key=lambda one: (-one.category.count("."), one.category, -one.weight, one.office))
    by_category = (
        Rule(
            f"category:{one.category}:{one.office}",
            When(category=one.category),
            one.office,
            one.level,
            because(one, names),
        )
        for one in ordered
    )
    return (*rule_set.first, *by_category, *rule_set.last)
