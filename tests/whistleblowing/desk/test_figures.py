"""Figures that tell how much there is and on nobody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.auditing import AuditingClient
from tests.whistleblowing.desk.conftest import Desk, SignIn
from webapp.whistleblowing.desk.figures import LEAST, Counted, Table, by_month, by_time, suppressed


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 0], [0, 0]),
        ([7, 9], [7, 9]),
        ([2, 9, 6], [None, 9, None]),  # the smallest large one, or 2 is found by subtraction
        ([2, 9], [None, None]),
        ([1, 1, 9, 6], [None, None, 9, None]),  # two of one each would be found from their sum
        ([2, 4, 9], [None, None, 9]),
        ([4, 4, 9], [None, None, None]),  # so would two of four
    ],
)
def test_small_numbers_and_what_gives_them_away(counts: list[int], shown: list[int | None]) -> None:
    table = suppressed([(str(place), count) for place, count in enumerate(counts)])
    assert [count for _key, count in table.cells] == shown


@pytest.mark.parametrize("counts", [[4], [1, 2], [1, 1, 1, 1, 1]])
def test_too_few_to_be_shown(counts: list[int]) -> None:
    assert suppressed([(str(place), count) for place, count in enumerate(counts)]).cells == ()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_small_number_can_be_found(counts: list[int]) -> None:
    table = suppressed([(str(place), count) for place, count in enumerate(counts)])
    hidden = [real for (_key, count), real in zip(table.cells, counts, strict=False) if count is None]
    assert all(count == 0 or count >= LEAST for _key, count in table.cells if count is not None)
    if hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST
        assert sum(hidden) != len(hidden)
    assert table.total == (sum(counts) if sum(counts) >= LEAST or not sum(counts) else None)


def test_by_month_and_by_time() -> None:
    day = date(2026, 12, 9)
    reports = [Counted("received", day, day)] * 5 + [Counted("finished", date(2026, 11, 2), None)] * 6
    older = [Counted("finished", date(year, month, 2), None) for year in (2023, 2024) for month in range(1, 8)]
    months = [("2023", 7), ("2024", 7), ("2026-11", 6), ("2026-12", 5)]
    assert by_month(reports + older, day) == Table(months, 25)
    assert by_time(reports, date(2026, 12, 10)).cells == [("on_time", 0), ("late", 5), ("ended", 6)]


def test_the_page_counts_what_its_reader_has_keys_for(desk: Desk, ani: AuditingClient, sign_in: SignIn) -> None:
    for _ in range(4):
        desk.send()
    desk.send("budi")
    page = ani.get_page("/meja/angka")
    assert "Inspektorat Kota Contoh" in page.text
    assert "Jumlah5" in page.text
    assert "Jumlah" not in sign_in("budi").get_page("/meja/angka").text
    assert "Belum dapat ditampilkan: laporannya terlalu sedikit." in sign_in("budi").get_page("/meja/angka").text
