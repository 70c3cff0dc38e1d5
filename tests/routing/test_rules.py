"""The rules of routing, on trees made up at random and on one that everybody knows. No database in here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.routing.directory import COORDINATING, Directory, Node
from webapp.routing.rules import Facts, NoAgencyLeft, Reason, Routed, Rule, When, route
from webapp.routing.table import Competent, all_rules

VILLAGE = ("64.72.04.1003", "64.72.04", "64.72", "64")
NAMES = {"jalan": "Jalan", "jalan.rusak": "Jalan rusak", "sekolah": "Sekolah", "korupsi": "Korupsi"}
COMPETENT = (
    Competent("pupr", "jalan", "regency", 5),
    Competent("perkim", "jalan.rusak", "regency", 2),
    Competent("pupr", "jalan.rusak", "regency", 8),
    Competent("disdik", "sekolah", "province", 5),
    Competent("inspektorat", "korupsi", "regency", 5),
)
RULES = all_rules(COMPETENT, NAMES)

NATION = Node(1, "nasional", "Pengelola Nasional", "nation", (1,))
ITJEN = Node(2, "itjen", "Inspektorat Jenderal", "inspectorate", (1, 2), "itjen")
KALTIM = Node(3, "kaltim", "Pemerintah Provinsi Kalimantan Timur", "province", (1, 3), None, "64")
KALTIM_PUPR = Node(4, "kaltim-pupr", "PUPR Provinsi", "office", (1, 3, 4), "pupr", "64")
KALTIM_DISDIK = Node(5, "kaltim-disdik", "Disdik Provinsi", "office", (1, 3, 5), "disdik", "64")
SAMARINDA = Node(6, "samarinda", "Pemerintah Kota Samarinda", "city", (1, 3, 6), None, "64.72")
PUPR = Node(7, "samarinda-pupr", "PUPR Kota", "office", (1, 3, 6, 7), "pupr", "64.72")
DISDIK = Node(8, "samarinda-disdik", "Disdik Kota", "office", (1, 3, 6, 8), "disdik", "64.72")
INSPEKTORAT = Node(9, "samarinda-inspektorat", "Inspektorat Kota", "inspectorate", (1, 3, 6, 9), "inspektorat", "64.72")
ALL = (NATION, ITJEN, KALTIM, KALTIM_PUPR, KALTIM_DISDIK, SAMARINDA, PUPR, DISDIK, INSPEKTORAT)
SMD = Directory(ALL, VILLAGE)


def _closed(*gone: Node) -> Directory:
    return Directory(tuple(replace(node, active=node not in gone) for node in ALL), VILLAGE)


def _route(category: str | None, directory: Directory = SMD, **facts: object) -> Routed:
    given_facts = replace(Facts("complaint", category), **facts)  # type: ignore[arg-type]
    return route(given_facts, RULES, directory)


def test_a_broken_road_goes_to_the_citys_road_office() -> None:
    routed = _route("jalan.rusak")
    assert (routed.agency, routed.coordinator, routed.excluded_id) == (PUPR, SAMARINDA, None)
    assert routed.explain() == [
        "Laporan ini termasuk kategori Jalan rusak.",
        "Kantor yang menanganinya untuk wilayah ini adalah PUPR Kota.",
    ]


def test_a_province_matter_goes_past_the_citys_office_of_the_same_kind() -> None:
    assert _route("sekolah").agency == KALTIM_DISDIK


def test_without_an_office_in_the_city_the_provinces_answers() -> None:
    assert _route("jalan", _closed(PUPR)).agency == KALTIM_PUPR


def test_words_in_the_text_can_decide_before_the_category() -> None:
    road = Node(20, "bpjn", "Balai Jalan Nasional", "office", (1, 20), "kemenpu")
    directory = Directory((*ALL, road), VILLAGE)
    facts = Facts("complaint", "pekerjaan-umum.jalan-rusak", "lubang di jalan nasional dekat jembatan")
    assert route(facts, RULES, directory).agency == road
    assert route(replace(facts, text="lubang di jalan nasionalisme"), RULES, directory).agency == SAMARINDA


@pytest.mark.parametrize(
    ("gone", "owner"),
    [((), SAMARINDA), ((SAMARINDA,), KALTIM), ((SAMARINDA, KALTIM), NATION)],
)
def test_what_no_rule_knows_goes_to_the_nearest_coordinator(gone: tuple[Node, ...], owner: Node) -> None:
    routed = _route(None, _closed(*gone))
    assert routed.agency.id == owner.id
    assert routed.explain() == [f"{owner.name} memeriksanya sebagai koordinator wilayah."]


def test_a_place_that_has_nobody_of_its_own_belongs_to_the_nation() -> None:
    elsewhere = Directory(ALL, ("31.71", "31"))
    assert _route(None, elsewhere).agency == NATION
    assert _route("jalan", elsewhere).explain()[0] == "Wilayah ini belum memiliki kantor yang menangani urusan itu."


def test_a_report_about_the_office_goes_to_the_level_above() -> None:
    routed = _route("jalan", about_office=True)
    assert (routed.agency, routed.coordinator, routed.excluded_id) == (SAMARINDA, SAMARINDA, PUPR.id)
    assert routed.explain()[-2:] == [
        "Laporan ini tentang PUPR Kota, jadi kantor itu tidak menerimanya.",
        "Laporan ini dikirim ke tingkat di atasnya: Pemerintah Kota Samarinda.",
    ]


def test_a_report_about_the_office_that_nobody_can_name_goes_over_the_citys_head() -> None:
    routed = _route(None, about_office=True)
    assert (routed.agency, routed.coordinator, routed.excluded_id) == (KALTIM, KALTIM, SAMARINDA.id)


def test_a_report_about_the_inspectorate_leaves_its_own_government() -> None:
    routed = _route("korupsi", about_office=True)
    assert (routed.agency, routed.excluded_id) == (KALTIM, INSPEKTORAT.id)


def test_a_named_agency_is_passed_over_whatever_the_category_says() -> None:
    routed = _route("jalan", about_id=DISDIK.id)
    assert (routed.agency, routed.excluded_id) == (SAMARINDA, DISDIK.id)


def test_about_the_root_itself_its_inspectorate_looks_and_says_so() -> None:
    routed = _route(None, about_id=NATION.id)
    assert (routed.agency, routed.excluded_id) == (ITJEN, None)
    assert routed.explain()[0] == "Tidak ada tingkat di atas Pengelola Nasional."


def test_a_tree_without_a_root_is_refused_not_guessed() -> None:
    with pytest.raises(NoAgencyLeft):
        _route(None, Directory((), VILLAGE))
    with pytest.raises(NoAgencyLeft):
        _route(None, Directory((replace(NATION, active=False),), VILLAGE))


def test_reasons_are_translated_whole_and_their_categories_too() -> None:
    english = {"Laporan ini termasuk kategori %(category)s.": "It is about %(category)s.", "Jalan": "roads"}
    reason = Reason("Laporan ini termasuk kategori %(category)s.", {"category": "Jalan"}, ("category",))
    assert reason.say(lambda text: english[text]) == "It is about roads."


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (When(), True),
        (When(category="jalan"), True),
        (When(category="jalan.rusak"), True),
        (When(category="jal"), False),
        (When(category="jalan.rusak.sekali"), False),
        (When(area="64"), True),
        (When(area="64.72"), True),
        (When(area="64.7"), False),
        (When(kinds=frozenset({"complaint"})), True),
        (When(kinds=frozenset({"information"})), False),
        (When(words=("lubang",)), True),
        (When(words=("lub", "aspal")), False),
        (When(category="jalan", area="63"), False),
    ],
)
def test_conditions(when: When, holds: bool) -> None:
    assert when.holds(Facts("complaint", "jalan.rusak", "ada lubang besar"), VILLAGE) is holds


KINDS = ("office", "inspectorate", "enterprise", "district", "village", "province", "city")
AREAS = (None, "64", "64.72", "64.72.04", "63", "63.02")


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """A tree under an open root: any shape, some closed, areas that may make no sense."""
    nodes = [NATION]
    for key in range(2, draw(st.integers(2, 14))):
        parent = draw(st.sampled_from(nodes))
        kind, area = draw(st.sampled_from(KINDS)), draw(st.sampled_from(AREAS))
        office = draw(st.sampled_from((None, "pupr", "perkim", "disdik", "inspektorat", "kominfo")))
        path = (*parent.path, key)
        nodes.append(Node(key, f"a{key}", f"A {key}", kind, path, office, area, draw(st.booleans())))
    lineage = draw(st.sampled_from((VILLAGE, VILLAGE[2:], ("63",), ())))
    return Directory(tuple(draw(st.permutations(nodes))), lineage)


facts_of_any_kind = st.builds(
    Facts,
    kind=st.sampled_from(("complaint", "suggestion", "information")),
    category=st.sampled_from((None, *NAMES, "tidak-ada", "")),
    text=st.sampled_from(("", "jalan nasional", "sma", "lubang")),
    about_office=st.booleans(),
    about_id=st.none() | st.integers(1, 15),
)
rules_in_any_order = st.permutations(RULES)


@given(facts_of_any_kind, rules_in_any_order, directories())
def test_every_report_ends_at_an_open_agency(facts: Facts, rules: list[Rule], directory: Directory) -> None:
    routed = route(facts, rules, directory)
    assert routed.agency in directory.nodes
    assert routed.agency.active and routed.coordinator.active
    assert routed.explain() and all(sentence.endswith(".") for sentence in routed.explain())


@given(facts_of_any_kind, rules_in_any_order, directories())
def test_the_office_it_is_about_never_gets_it(facts: Facts, rules: list[Rule], directory: Directory) -> None:
    assume(facts.about_office or directory.by_id(facts.about_id))
    routed = route(facts, rules, directory)
    ordinary = route(replace(facts, about_office=False, about_id=None), rules, directory).agency
    accused = directory.by_id(facts.about_id) or ordinary
    assert routed.excluded_id == accused.id or len(accused.path) == 1
    if routed.excluded_id is not None:
        assert routed.excluded_id not in routed.agency.path
        assert routed.excluded_id not in routed.coordinator.path


@given(facts_of_any_kind, directories(), st.integers(2, 15))
def test_an_excluded_agency_and_those_below_it_coordinate_nothing(
    facts: Facts, directory: Directory, excluded: int
) -> None:
    found = directory.coordinator(excluded)
    assert found is not None and found.active and found.kind in COORDINATING
    assert excluded not in found.path


@given(facts_of_any_kind, directories())
def test_the_order_of_the_nodes_does_not_matter(facts: Facts, directory: Directory) -> None:
    turned = Directory(tuple(reversed(directory.nodes)), directory.lineage)
    assert route(facts, RULES, directory).agency == route(facts, RULES, turned).agency
