"""Catalogues: collected from the pages, complete, and never stale.

`python -m tests.catalogues check` names every sentence that is missing, untranslated, fuzzy or left over;
`python -m tests.catalogues update` brings the catalogues up to date with the pages.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
HEADER = """\
# {name}. The msgids are the Indonesian sentences of the pages.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Without a header a catalogue counts as fuzzy, and compiling passes over it; Babel's own carries dates and names."""

KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "_l", "_n:1,2", "pgettext:1c,2")


def extract() -> Catalog:
    """Every sentence in webapp/ and templates/, as a template catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        return _read(_extract_to(Path(folder) / "messages.pot"))


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Every sentence of one number, with the files in which it stands."""
    with tempfile.TemporaryDirectory() as folder:
        found = _read(_extract_to(Path(folder) / "messages.pot", "--add-location=file"))
    said = {str(message.id): message.locations for message in found if message.id and isinstance(message.id, str)}
    return {msgid: tuple(path for path, _line in locations) for msgid, locations in said.items()}


def easy() -> dict[str, str]:
    """Indonesian in easy words: msgid → how it is said there."""
    found = _read(TRANSLATIONS / "id" / "LC_MESSAGES" / "easy.po")
    return {str(message.id): str(message.string) for message in found if message.id}


def _extract_to(pot: Path, location: str = "--no-location") -> Path:
    options = ["--mapping=pyproject.toml", f"--output={pot}", location, "--sort-output", "--no-wrap"]
    _pybabel("extract", *options, *(f"--keyword={word}" for word in KEYWORDS), ".")
    return pot


def update() -> None:
    """Bring every catalogue up to date; nothing is guessed, what is gone is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        pot = _extract_to(Path(folder) / "messages.pot")
        for language in languages():
            _pybabel(
                "update", f"--input-file={pot}", f"--output-dir={TRANSLATIONS}", f"--locale={language}",
                "--no-fuzzy-matching", "--ignore-obsolete", "--no-wrap", "--omit-header", "--init-missing",
            )  # fmt: skip
            _add_header(language)


def _add_header(language: str) -> None:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    name, plurals = Locale.parse(language).english_name, get_plural(language).plural_forms
    path.write_text(HEADER.format(name=name, code=language, plurals=plurals) + path.read_text("utf-8"), "utf-8")


def languages() -> list[str]:
    """Codes of the languages beside Indonesian; English always."""
    found = {path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")}
    return sorted(found | {"en"})


def faults() -> Iterator[str]:
    """One sentence for each fault in any catalogue."""
    wanted = extract()
    for language in languages():
        path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            yield f"{language}: there is no catalogue"
            continue
        yield from _faults_of(language, _read(path), wanted)


def _faults_of(language: str, catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    if catalogue.fuzzy:
        yield f"{language}: the catalogue has no header, so it would not be compiled"
    have, want = _keys(catalogue), _keys(wanted)
    for key in sorted(want - have, key=str):
        yield f"{language}: not in the catalogue: {key}"
    for key in sorted(have - want, key=str):
        yield f"{language}: on no page any more: {key}"
    for message in catalogue:
        if message.id:
            yield from (f"{language}: {fault}: {message.id}" for fault in _faults_in(message, catalogue))


def _faults_in(message: Message, catalogue: Catalog) -> Iterator[str]:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(texts):
        yield "not translated"
    elif message.fuzzy:
        yield "fuzzy"
    else:
        yield from (str(error) for error in message.check(catalogue))


@cache
def indonesian_only(language: str = "en") -> frozenset[str]:
    """Sentences whose translation differs: on a page in `language` none of them may be seen."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    catalogue = _read(path) if path.exists() else Catalog()
    return frozenset(sentence for message in catalogue if message.id for sentence in _changed(message))


def _changed(message: Message) -> Iterator[str]:
    translations = message.string if isinstance(message.string, tuple | list) else (message.string,)
    sentences = message.id if isinstance(message.id, tuple | list) else (message.id,)
    yield from (sentence for sentence in sentences if all(translations) and sentence not in translations)


def _keys(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(message.context or "", str(message.id)) for message in catalogue if message.id}


def _read(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()))


def _pybabel(*arguments: str) -> None:
    with chdir(ROOT):
        CommandLineInterface().run(["pybabel", "--quiet", *arguments])


def main(arguments: list[str]) -> int:
    """Entry point; 1 when something is to be mended."""
    if arguments == ["update"]:
        update()
        return 0
    found = list(faults())
    for fault in found:
        sys.stdout.write(fault + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
