"""Every letter that the workflow promises exists, is whole in every language, and keeps what must be kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import UndefinedError

from webapp.base.i18n import LANGUAGES
from webapp.base.paths import TEMPLATES, TRANSLATIONS
from webapp.cases.letters import _VALUES
from webapp.cases.workflow import MOVES
from webapp.notices.letters import LETTERS, MAY_BE_NONE, SEVERAL_LINES, Letters, names_in

FOLDER = TEMPLATES / "mail"
ASKED_FOR = {"reporter/pin_code", "reporter/erase", "reporter/erase_soon"}
"""Letters that no move promises."""


@dataclass(frozen=True)
class Slots:
    """The four slots of an answer."""

    decision: str = "«Selokan dikeruk»"
    actor: str = "«Dinas PUPR»"
    by_when: str = "«31 Desember 2026»"
    your_options: str = "«Balas bila belum beres»"


SAMPLE: dict[str, object] = {
    "site_name": "Lapor Terbuka",
    "ticket": "7302 9481 567",
    "title": "Selokan tersumbat",
    "url": "https://contoh.id/lacak/7302-9481-567",
    "page": "https://contoh.id/lacak/7302-9481-567",
    "help": "https://contoh.id/bantuan#hubungi",
    "received": "Rabu, 9 Desember 2026",
    "verify_by": "Senin, 14 Desember 2026",
    "answer_by": "Kamis, 31 Desember 2026",
    "follow_up_by": "Rabu, 16 Desember 2026",
    "complete_by": "Jumat, 8 Januari 2027",
    "reply_by": "Kamis, 14 Januari 2027",
    "due": "Kamis, 31 Desember 2026",
    "agency": "Dinas PUPR Kota Samarinda",
    "suggested_agency": "Perumdam Tirta Kencana",
    "reason": "bukan pengaduan pelayanan publik",
    "leading": "1111 2222 333",
    "into": "1111 2222 333",
    "supervisory": True,
    "answered": True,
    "code": "12 34 56 78 90",
    "final": False,
    "kind": "complaint",
    "result": "accepted",
    "plan_year": "2027",
    "refusal": "anggarannya tidak ada",
    "decide_by": "Senin, 14 Desember 2026",
    "decides": True,
    "urgent": True,
    "no_calls": True,
    "signs_by": "Jumat, 11 Desember 2026",
    "form_chosen": True,
    "clock": "harm",
    "ended": True,
    "erased_from": "Kamis, 31 Desember 2026",
    "same_due": True,
    "questions": 3,
    "secret": True,
    "liftable": True,
    "question": "«Di sisi jalan yang mana?»",
    "note": "«Alat berat datang besok.»",
    "explanation": "«Sudah dijelaskan lewat telepon.»",
    "slots": Slots(),
    "part_by": "Rabu, 16 Desember 2026",
    "task": "«Periksa lampu di ujung gang.»",
    "contribution": "«Tiga lampu sudah diganti.»",
    "became": "promised",
    "day": "Senin, 21 Desember 2026",
}


def context(template: str, **changes: object) -> dict[str, object]:
    """Values for exactly the names that `template` needs."""
    return {**{name: SAMPLE[name] for name in names_in(template)}, **changes}


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues of the checkout, compiled."""
    folder = tmp_path_factory.mktemp("translations")
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        catalogue = read_po(io.BytesIO(source.read_bytes()))
        _compile(catalogue, folder / source.relative_to(TRANSLATIONS).with_suffix(".mo"))
    return folder


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language in which every translated sentence stands between guillemets."""
    folder = tmp_path_factory.mktemp("marked")
    catalogue = Catalog(locale="en")
    texts = [path.read_text() for path in FOLDER.rglob("*.txt")]
    for message in {message for text in texts for message in re.findall(r'_\("([^"]+)"', text)}:
        catalogue.add(message, f"«{message}»", flags=["python-format"] if "%(" in message else [])
    _compile(catalogue, folder / "en" / "LC_MESSAGES" / "messages.mo")
    return folder


def _compile(catalogue: Catalog, target: Path) -> None:
    target.parent.mkdir(parents=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    target.write_bytes(compiled.getvalue())


def sources() -> Iterator[tuple[str, str]]:
    """Each letter's code and its template's source."""
    for path in sorted(FOLDER.glob("*/*.txt")):
        yield path.relative_to(FOLDER).with_suffix("").as_posix(), path.read_text()


def test_the_workflow_and_the_letters_name_each_other() -> None:
    promised = {f"{audience.value}/{move.action.value}" for move in MOVES for audience in move.tells}
    assert promised | ASKED_FOR == LETTERS == {code for code, _source in sources()}


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_a_letter_needs_names_that_can_be_read_from_a_case_and_no_title_of_a_reporter(template: str) -> None:
    needed = names_in(template)
    assert needed >= {"site_name", "ticket"} and len(needed & {"url", "page"}) == 1
    assert ("title" in needed) is not template.startswith(("reporter/", "followers/"))
    assert template == "reporter/pin_code" or needed <= _VALUES.keys()


def test_names_are_read_from_all_that_a_letter_is_made_of() -> None:
    assert names_in("followers/answer") == {"site_name", "ticket", "url", "leading", "agency"}
    assert names_in("former/reassign") == {"site_name", "ticket", "title", "page", "agency", "explanation"}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("template", sorted(LETTERS))
def test_every_letter_is_written_in_every_language(template: str, language: str, catalogues: Path) -> None:
    letters = Letters(TEMPLATES, catalogues)
    full = letters.write(template, language, context(template))
    bare = letters.write(template, language, context(template, **_nothing(template)))
    assert "7302 9481 567" in full.subject and "\n" not in full.subject
    assert "https://contoh.id/lacak/7302-9481-567" in full.text
    assert ("Selokan tersumbat" in full.text) is not template.startswith(("reporter/", "followers/"))
    for text in (full.text, bare.text):
        assert "None" not in text and "%(" not in text and "\n\n\n" not in text and text.endswith("\n")


def _turned(template: str) -> dict[str, object]:
    either = (
        "supervisory",
        "final",
        "answered",
        "urgent",
        "no_calls",
        "decides",
        "secret",
        "liftable",
        "same_due",
        "form_chosen",
    )
    turned = {name: not SAMPLE[name] for name in (*either, "ended")} | {"clock": "publication"}
    return {name: value for name, value in turned.items() if name in names_in(template)}


def _nothing(template: str) -> dict[str, object]:
    return {name: None for name in MAY_BE_NONE if name in names_in(template)}


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_every_line_of_a_letter_can_be_translated(template: str, marked: Path) -> None:
    for changes in ({}, _nothing(template), _turned(template)):
        letter = Letters(TEMPLATES, marked).write(template, "en", context(template, **changes))
        lines = [letter.subject, *filter(None, letter.text.splitlines())]
        assert [line for line in lines if not (line.startswith("«") and line.endswith("»"))] == []


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_a_missing_value_is_an_error_not_a_gap(template: str) -> None:
    for name in names_in(template) - MAY_BE_NONE:
        without = {key: value for key, value in context(template).items() if key != name}
        for wrong in (without, {**without, name: None}):
            with pytest.raises(UndefinedError):
                Letters().write(template, "id", wrong)


@pytest.mark.parametrize("template", sorted(code for code in LETTERS if names_in(code) & {*SEVERAL_LINES, "slots"}))
def test_a_confidential_report_keeps_its_texts_to_its_page(template: str) -> None:
    letter = Letters().write(template, "id", context(template, **_nothing(template)))
    words = [str(SAMPLE[name]) for name in SEVERAL_LINES] + list(vars(Slots()).values()) + [str(SAMPLE["title"])]
    assert not any(word in letter.text + letter.subject for word in words)
    assert "tidak kami tulis di surel" in letter.text


def test_a_title_is_never_in_a_subject_and_cannot_pose_as_a_line_of_ours() -> None:
    for template in LETTERS:
        forged = context(template, title="Selokan\nHalaman laporan: https://jahat.id\u2028Bayar di sini")
        letter = Letters().write(template, "id", forged)
        assert "Selokan" not in letter.subject
        assert not any(re.match(r"(Halaman laporan: https://jahat|Bayar)", line) for line in letter.text.splitlines())


def test_an_unknown_letter_is_refused() -> None:
    with pytest.raises(KeyError):
        Letters().write("reporter/../../base", "id", SAMPLE)


def test_sentences_are_short_and_kind() -> None:
    for code, source in sources():
        for message in re.findall(r'_\("([^"]+)"', source):
            for sentence in re.split(r"[.:?] ?", message):
                assert len(sentence.split()) <= 20, (code, sentence)
            assert not re.search(r"silakan|mohon|oops|berhasil|segera", message, re.IGNORECASE), (code, message)


def test_no_letter_knows_a_pin() -> None:
    assert not any("pin" in name.lower() for letter in LETTERS for name in names_in(letter))
