"""The curated categories: complete, flagged, each with somebody who answers it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from webapp.agencies import category_queries
from webapp.agencies.categories import FILE, OTHER, curated, extract_names, import_categories
from webapp.agencies.models import Category

CORRUPTION = {"politik-hukum.korupsi", "politik-hukum.penyalahgunaan-wewenang", "politik-hukum.pungutan-liar"}


def test_twenty_topics_with_about_ten_leaves_each(tree: Session) -> None:
    import_categories(tree)
    topics = category_queries.category_tree(tree)
    assert len(topics) == 20
    assert {topic.code: len(topic.leaves) for topic in topics if not 8 <= len(topic.leaves) <= 13} == {OTHER: 0}


def test_a_second_import_changes_nothing_and_what_was_retired_stays_so(tree: Session) -> None:
    assert import_categories(tree) == len(curated())
    ktp = category_queries.category(tree, "kependudukan.ktp")
    assert ktp is not None
    ktp.retired_at = datetime(2026, 12, 9, tzinfo=UTC)
    assert import_categories(tree) == 0
    codes = [leaf.code for topic in category_queries.category_tree(tree) for leaf in topic.leaves]
    assert "kependudukan.ktp" not in codes
    assert "kependudukan.kk" in codes


def test_an_operators_own_category_survives(tree: Session) -> None:
    tree.add(Category(code="lokal", parent_code=None, name="Pasar terapung"))
    import_categories(tree)
    assert category_queries.category(tree, "lokal") is not None


def test_exactly_the_corruption_leaves_lead_to_the_sealed_channel() -> None:
    assert {line.code for line in curated() if "k" in line.flags} == CORRUPTION


def test_violence_and_children_are_sensitive() -> None:
    sensitive = {line.code for line in curated() if "s" in line.flags}
    for word in ("kdrt", "kekerasan-anak", "kekerasan-seksual", "pekerja-anak", "perundungan"):
        assert any(code.endswith(word) for code in sensitive), word


def test_people_with_disabilities_find_their_own(tree: Session) -> None:
    import_categories(tree)
    found = [leaf.code for leaf in category_queries.find_categories(tree, "kursi roda")]
    assert {"gender-inklusi.akses-gedung", "gender-inklusi.alat-bantu"} <= set(found)
    assert category_queries.find_categories(tree, "") == []


def test_every_line_is_well_formed() -> None:
    codes = [line.code for line in curated()]
    assert len(codes) == len(set(codes))
    for line in curated():
        assert line.parent_code is None or line.parent_code in codes, line.code
        assert line.offices and set(line.flags) <= set("ksp"), line.code
        assert all(one.level in ("regency", "province", "nation") and 1 <= one.weight <= 10 for one in line.offices)
        assert line.keywords == line.keywords.lower() and len(line.keywords) <= 400


def test_translators_are_given_every_name() -> None:
    with FILE.open("rb") as file:
        extracted = [text for _, _, text, _ in extract_names(file, None, None, None)]
    assert extracted == [line.name for line in curated()]
