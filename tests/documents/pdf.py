"""What a validator, a screen reader and a person get of a PDF."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import page as validator
import pikepdf
from werkzeug.test import TestResponse

WIDTH, MARGIN = 595.3, 48.2
"""Points of A4."""


@dataclass(frozen=True)
class Pdf:
    """A file that was downloaded."""

    content: bytes

    @property
    def faults(self) -> list[str]:
        """Each rule of PDF/UA-1 that it breaks."""
        report = validator.validate_pdf_bytes(self.content)
        assert (report.profile, report.rules.total) == (validator.ValidationProfile.PDF_UA_1, 104)
        return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]

    @cached_property
    def text(self) -> str:
        """What is copied or searched, words parted by single spaces."""
        return " ".join(self._run("pdftotext", "-layout", "-", "-").split())

    @property
    def spilled(self) -> list[str]:
        """The words that stand beyond 17 mm from the edge of the paper."""
        found = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', self._run("pdftotext", "-bbox", "-", "-"))
        return [word for left, right, word in found if float(left) < MARGIN or float(right) > WIDTH - MARGIN]

    @cached_property
    def heard(self) -> str:
        """What is read aloud: the words of the structure tree, in its order."""
        tree = self._run("pdfinfo", "-struct-text", "-")
        return " ".join(" ".join(re.findall(r'^\s*"(.*)"$', tree, re.MULTILINE)).split())

    @cached_property
    def opened(self) -> pikepdf.Pdf:
        """For a look inside."""
        return pikepdf.open(BytesIO(self.content))

    @property
    def fonts(self) -> list[pikepdf.Object]:
        """Every font, described."""
        return self.of("/Type", "/FontDescriptor")

    def of(self, name: str, value: str) -> list[pikepdf.Object]:
        """Every dictionary of the file in which `name` is `value`."""
        every = (one for one in self.opened.objects if isinstance(one, pikepdf.Dictionary))
        return [one for one in every if one.get(name) == value]

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the outline, from top to bottom."""
        with self.opened.open_outline() as outline:
            return [title for item in outline.root for title in _titles(item)]

    @property
    def sizes(self) -> set[float]:
        """Of the letters in it, in points; the file counts pixels of CSS, 96 to an inch."""
        found = re.findall(rb"([\d.]+) Tf", b"".join(_contents(self.opened)))
        return {round(float(size) * 0.75, 1) for size in found}

    def _run(self, *command: str) -> str:
        return subprocess.run(command, input=self.content, capture_output=True, check=True).stdout.decode()


def pdf_of(response: TestResponse) -> Pdf:
    """The PDF of an answer, which must be a whole, right one."""
    assert response.mimetype == "application/pdf", response.get_data(as_text=True)[:500]
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    found = Pdf(response.data)
    assert (found.faults, found.spilled) == ([], [])
    return found


def in_order(text: str, wanted: list[str]) -> list[str]:
    """Those of `wanted` that don't come after the one before. Spaces don't count: long words are broken."""
    text, missing, position = "".join(text.split()), [], 0
    for words in ("".join(one.split()) for one in wanted):
        found = text.find(words, position)
        missing += [words] if found < 0 else []
        position = max(position, found + len(words))
    return missing


def _titles(item: pikepdf.OutlineItem) -> list[str]:
    return [item.title, *(title for child in item.children for title in _titles(child))]


def _contents(document: pikepdf.Pdf) -> list[bytes]:
    return [page.Contents.read_bytes() for page in document.pages]
