"""No form whose words tell something may stay in a browser's profile: each has what makes Chromium leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.auditing import AuditingClient
from tests.docs.packages import ROOT
from tests.whistleblowing.walk import steps

TEMPLATES = ROOT / "templates" / "whistleblowing"
FORM = re.compile(r'<form method="post"[^>]*>(.*?)</form>', re.DOTALL)
ONLY_BUTTONS = re.compile(
    r"\{\{ button\(.*?\) \}\}|\{\{ _\(.*?\) \}\}|\{%.*?%\}|</?(?:p|ul|li|button)[^>]*>|\s", re.DOTALL
)
MARK = '{{ part("whistleblowing/unkept.html") -}}'
HAVE_A_PASSWORD = {"keys/sign_in.html", "keys/account.html"}


def forms() -> Iterator[tuple[str, str]]:
    """The template and the inside of each form that sends more than the name of a button."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for inside in FORM.findall(path.read_text(encoding="utf-8")):
            if ONLY_BUTTONS.sub("", inside) not in ("", "Keluar"):
                yield str(path.relative_to(TEMPLATES)), inside


@pytest.mark.parametrize(("name", "inside"), list(forms()))
def test_every_form_with_words_is_left_out(name: str, inside: str) -> None:
    assert inside.rstrip().endswith(MARK) is (name not in HAVE_A_PASSWORD)


def test_it_is_seen_heard_and_sent_by_nobody(reporter: AuditingClient) -> None:
    page = steps.to_story(reporter)
    [mark] = page.document.soup.select("form [type=password]")
    assert mark.find_parent(hidden=True) is not None
    assert mark.has_attr("disabled") and not mark.has_attr("name")
    assert len(str(mark["value"])) == 1
