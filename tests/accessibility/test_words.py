"""Words: the measure, the faults it names, and the catalogues by it. Each rule is also shown a text that breaks it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from accessibility import words
from tests import catalogues
from tests.auditing import AuditingClient

PLACEHOLDER = re.compile(r"%\(\w+\)s")
PAGES = ("/", "/lapor?cara=satu-halaman", "/lacak", "/laporan", "/bantuan", "/bantuan/kendali-suara", "/istilah")
OFFICE = "Orang yang melaporkan hal itu menulis namanya di formulir, lalu petugas kantor membacanya bersama besok pagi."


def read_by(*left: str) -> dict[str, tuple[str, ...]]:
    """Sentences that stand somewhere else than in the places that `left` names in words.toml."""
    listed = tuple(place for name in left for place in words.data()[name])
    return {
        msgid: places
        for msgid, places in catalogues.places().items()
        if any(not place.startswith(listed) for place in places)
    }


@pytest.mark.parametrize(("word", "count"), [("laporan", 3), ("pulau", 2), ("sungai", 2), ("air", 2), ("PIN", 1)])
def test_syllables(word: str, count: int) -> None:
    assert words.syllables(word) == count


def test_short_sentences_of_short_words_are_easier() -> None:
    hard, easy = words.measure(OFFICE), words.measure("Tulis nama Anda. Petugas akan membacanya. Itu besok.")
    assert hard and easy and hard.grade > easy.grade + 3
    assert (easy.words, easy.sentences) == (8, 3)


def test_nothing_to_measure() -> None:
    assert words.measure(" … ") is None


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (f"<p>{' '.join(['kata'] * 21)}.</p>", "long sentence"),
        ("<p>Tanpa NIK.</p>", "not expanded: NIK"),
        ("<p>Pilih <i>Show numbers</i>.</p>", "no lang: Show numbers (en)"),
        ("<li>Lihat folder spam.</li>", "no lang: spam (en)"),
    ],
)
def test_faults_are_named(html: str, fault: str) -> None:
    assert any(fault in one for one in words.faults(html))


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{' '.join(['kata'] * 20)}.</p><p>{' '.join(['kata'] * 15)}</p>",
        "<p>Tanpa nomor induk kependudukan (NIK). NIK tidak perlu.</p>",
        "<p>Pilih <i lang=en>Show numbers</i>.</p>",
        f"<blockquote>NIK spam {' '.join(['kata'] * 50)}</blockquote>",
    ],
)
def test_what_is_right_is_not_named(html: str) -> None:
    assert list(words.faults(html)) == []


def test_no_sentence_of_ours_is_long_or_short_of_its_words() -> None:
    wrong = [
        (places[0], fault)
        for msgid, places in read_by("officers").items()
        for fault in (
            *words.long_sentences(words.plain(msgid)),
            *(short for short in words.unexpanded(words.plain(msgid)) if msgid != short),
            *words.unmarked(BeautifulSoup(PLACEHOLDER.sub("x", msgid), "html.parser")),
        )
    ]
    assert wrong == []


def test_every_hard_sentence_that_citizens_read_has_easy_words() -> None:
    easy = catalogues.easy()
    lacking = {
        msgid: why for msgid in read_by("officers", "no_choice") if (why := words.needs_easy(easy.get(msgid, msgid)))
    }
    assert lacking == {}


def test_easy_words_are_of_sentences_that_are_said_and_keep_facts_and_links() -> None:
    easy = catalogues.easy()
    assert sorted(set(easy) - set(catalogues.places())) == []
    for msgid, said in easy.items():
        assert set(PLACEHOLDER.findall(msgid)) == set(PLACEHOLDER.findall(said)), msgid
        assert set(re.findall(r'href="[^"]*"', msgid)) == set(re.findall(r'href="[^"]*"', said)), msgid


def test_easy_words_address_the_reader_as_anda() -> None:
    assert [
        said for said in catalogues.easy().values() if re.search(r"\b(kamu|engkau|kalian)\b", said, re.IGNORECASE)
    ] == []


def test_pages_say_their_foreign_words_and_short_forms(client: AuditingClient) -> None:
    assert {path: found for path in PAGES if (found := list(words.faults(client.get_page(path).html)))} == {}


def test_easy_pages_are_easier(client: AuditingClient) -> None:
    grades = {}
    for language in ("id", "id-mudah"):
        page = BeautifulSoup(client.get_page(f"/bantuan?bahasa={language}").html, "html.parser")
        counted = words.measure("\n".join(words.blocks(page)))
        assert counted
        grades[language] = counted.grade
    assert grades["id-mudah"] < grades["id"]
