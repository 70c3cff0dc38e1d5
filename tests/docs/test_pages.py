"""What the documents say is so: every setting, command, file, target and decision that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.docs.packages import ROOT
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.settings import Settings

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
READ = re.compile(r"""(?:get|secret|required|number|url|production_secret)\(\s*"([A-Z][A-Z_]+)\"""")


def settings() -> set[str]:
    """Every name that is read from the environment by the processes of an instance."""
    names = (
        "environment.py",
        "config.py",
        "gunicorn.py",
        "wsgi.py",
        "worker.py",
        "sealed_gunicorn.py",
        "whistleblowing/settings.py",
    )
    files = [ROOT / "webapp" / name for name in names]
    return {name for file in files for name in READ.findall(file.read_text(encoding="utf-8"))}


def test_the_settings_are_found_in_the_code() -> None:
    assert {"LAPOR_MODE", "SECRET_KEY", "FIELD_KEYS", "MAIL_URL", "MAX_FORM_BYTES", "WEB_THREADS"} <= settings()
    assert "os.environ[" not in (ROOT / "webapp" / "config.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(settings()))
def test_every_setting_has_its_row(name: str) -> None:
    assert f"| `{name}` |" in OPERATIONS


def test_the_table_has_no_setting_that_nothing_reads() -> None:
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))
    assert rows - {"SECRET_KEY", "PIN_KEY", "FIELD_KEYS"} == settings() - {"SECRET_KEY", "PIN_KEY", "FIELD_KEYS"}


@pytest.mark.parametrize("name", ["lapor.env.example", "sealed.env.example"])
def test_the_example_of_settings_names_only_settings(name: str) -> None:
    example = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) <= settings()


def test_every_flask_command_is_told_and_exists(app: Flask) -> None:
    told = set(re.findall(r"deploy/flask\.sh (\w+(?: (?:upgrade|load|add|grant|renew|close))?)", OPERATIONS))
    assert {"db upgrade", "areas", "verify", "agencies load", "officers add", "officers close"} <= told
    runner = app.test_cli_runner()
    for command in told:
        assert runner.invoke(args=[*command.split(), "--help"]).exit_code == 0, command


def test_every_command_of_the_sealed_channel_is_told_and_exists(tmp_path: Path) -> None:
    told = set(re.findall(r"deploy/sealed\.sh ([\w-]+(?: (?:upgrade|add|invite|end|list|new|regrant))?)", OPERATIONS))
    assert {"db upgrade", "scan", "tidy", "notify", "notices-to"} <= told
    app = create_sealed_app(Settings.from_env({"LAPOR_MODE": "test", "WB_DATA_DIR": str(tmp_path)}))
    for command in told:
        assert app.test_cli_runner().invoke(args=[*command.split(), "--help"]).exit_code == 0, command


@pytest.mark.parametrize("page", ["README.md", *(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md"))])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not link.startswith("http")]
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = re.findall(r"`((?:webapp|templates|tests|deploy|docs|accessibility|translations|static)/[\w./-]+\w)", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)", README + OPERATIONS))))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("*.md") if path.name != "README.md" and path.name not in listed] == []
