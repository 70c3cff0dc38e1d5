"""The sealed process holds nothing of the public site: what isn't loaded can't be reached from it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.docs.packages import ROOT, layers

OWN = {"whistleblowing", "base", "config", "environment", "sealed", "sealed_gunicorn", "gunicorn"}
"""Packages and modules that the sealed process is made of."""
COUNT = "import sys, {module}; print(*(name for name in sys.modules if name.startswith('webapp.')))"


def loaded(module: str) -> set[str]:
    """The packages of webapp/ that a fresh interpreter has loaded after this import."""
    command = [sys.executable, "-c", COUNT.format(module=module)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    return {name.split(".")[1] for name in done.stdout.split()}


@pytest.mark.parametrize("module", ["webapp.whistleblowing.app", "webapp.whistleblowing.cli", "webapp.sealed_gunicorn"])
def test_no_part_of_the_public_site_is_loaded(module: str) -> None:
    assert loaded(module) <= OWN


def test_the_public_site_would_be_seen() -> None:
    every = {name for row in layers() for name in row}
    assert {"cases", "routing", "officers", "agencies", "attachments", "notices", "desk", "intake"} <= every - OWN
    assert {"cases", "desk", "intake"} <= loaded("webapp.app")
