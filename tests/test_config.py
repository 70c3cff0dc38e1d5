"""Settings: production refuses to start until they are right, and says everything that is wrong at once."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import Config, ConfigError, Mode, Site

ROOT = Path(__file__).resolve().parent.parent
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(32, 64))).decode()
PRODUCTION = {
    "SECRET_KEY": KEY,
    "PIN_KEY": KEY,
    "FIELD_KEYS": f"1:{KEY}",
    "MAIL_URL": "smtp://lapor:rahasia@mail.example:587",
    "BASE_URL": "https://lapor.example",
    "HELP_EMAIL": "bantuan@lapor.example",
}
MUST_BE_SET = tuple(PRODUCTION)[:5]


def read(**changes: str) -> Config:
    """The settings of a good production instance, changed."""
    return Config.from_env({**PRODUCTION, **changes})


def faults(**changes: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read(**changes)
    return refused.value.faults


def test_production_starts_with_six_settings() -> None:
    config = read()
    assert config.mode is Mode.PRODUCTION
    assert config.secure
    assert not config.is_demo
    assert not config.site.is_demo
    assert config.secret_key == config.pin_key == config.field_keys[1] == bytes(range(32))
    assert config.database_url.endswith("/var/lapor.db")
    assert (config.limits_url, config.trusted_proxies) == ("memory://", 0)


def test_without_any_setting_every_missing_one_is_named_at_once() -> None:
    with pytest.raises(ConfigError) as refused:
        Config.from_env({})
    assert all(any(fault.startswith(name) for fault in refused.value.faults) for name in MUST_BE_SET)
    assert all(name in str(refused.value) for name in MUST_BE_SET)


@pytest.mark.parametrize("name", MUST_BE_SET)
def test_one_missing_setting_is_named_alone(name: str) -> None:
    assert all(fault.startswith(name) for fault in faults(**{name: ""}))


def test_production_says_how_it_is_reached() -> None:
    (fault,) = faults(HELP_EMAIL="")
    assert fault.startswith("HELP_PHONE or HELP_EMAIL is missing")
    assert read(HELP_EMAIL="", HELP_PHONE="0541 000000").site.help_phone == "0541 000000"


@pytest.mark.parametrize("name", ["SECRET_KEY", "PIN_KEY"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("demo-SECRET_KEY", "still has the value of the demo"),
        (base64.b64encode(b"short").decode(), "at least 32 random bytes"),
        ("not base64 at all!", "at least 32 random bytes"),
    ],
)
def test_a_weak_secret_is_refused_and_not_repeated(name: str, value: str, said: str) -> None:
    (fault,) = faults(**{name: value})
    assert fault.startswith(name)
    assert said in fault
    assert value not in fault


@pytest.mark.parametrize("value", ["demo-FIELD_KEYS", "1:demo", "1:", "0:" + KEY, "256:" + KEY, "²:" + KEY, "x:" + KEY])
def test_a_broken_key_ring_is_refused(value: str) -> None:
    assert all(fault.startswith("FIELD_KEYS") for fault in faults(FIELD_KEYS=value))


@pytest.mark.parametrize("value", [f"1:{KEY},1:{OTHER}", f"1:{KEY},{OTHER}", f"1:{KEY};2:{OTHER}"])
def test_no_key_of_a_ring_is_passed_over_in_silence(value: str) -> None:
    assert faults(FIELD_KEYS=value)


def test_a_ring_keeps_old_keys_beside_the_new_one() -> None:
    assert read(FIELD_KEYS=f"2:{OTHER}, 1:{KEY}").field_keys == {1: bytes(range(32)), 2: bytes(range(32, 64))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAPOR_MODE", "staging"),
        ("BASE_URL", "http://lapor.example"),
        ("DATABASE_URL", "mysql://root:rahasia@db/lapor"),
        ("JOBS_URL", "amqp://rahasia@queue"),
        ("LIMITS_URL", "memcached://rahasia"),
        ("MAIL_URL", "https://rahasia@mail.example"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "satu"),
        ("MAX_FORM_BYTES", "400 KB"),
        ("SITE_ZONE", "Borneo/Samarinda"),
        ("SITE_ZONE", "../etc/passwd"),
        ("EMERGENCY", "112"),
        ("EMERGENCY", "112 darurat; 110"),
    ],
)
def test_a_wrong_value_is_named_without_its_secret(name: str, value: str) -> None:
    (fault,) = faults(**{name: value})
    assert fault.startswith(name)
    assert "rahasia" not in fault


def test_all_faults_come_together() -> None:
    wrong = faults(SECRET_KEY="", MAX_FORM_BYTES="besar", SITE_ZONE="Mars/Phobos", EMERGENCY="112")
    assert [fault.split()[0] for fault in wrong] == ["SECRET_KEY", "MAX_FORM_BYTES", "EMERGENCY", "SITE_ZONE"]


def test_what_the_public_is_told_comes_from_the_settings() -> None:
    site = read(
        SITE_NAME="Lapor Samarinda", BASE_URL="https://lapor.example/", EMERGENCY="112 darurat; 110 polisi sektor ",
        HELP_PHONE="0541 000000", HELP_SMS="0811 0000 000", HELP_HOURS="Senin sampai Jumat", SITE_ZONE="Asia/Jayapura",
        SEALED_URL="https://aman.example", INSPECTORATE_CONTACT="Inspektorat, Jalan Contoh 1",
    ).site  # fmt: skip
    assert site == Site(
        name="Lapor Samarinda", base_url="https://lapor.example", help_email="bantuan@lapor.example",
        emergency=(("112", "darurat"), ("110", "polisi sektor")),
        help_phone="0541 000000", help_sms="0811 0000 000", help_hours="Senin sampai Jumat", zone="Asia/Jayapura",
        sealed_url="https://aman.example", inspectorate_contact="Inspektorat, Jalan Contoh 1",
    )  # fmt: skip


def test_numbers_and_places_are_read() -> None:
    config = read(
        TRUSTED_PROXIES="1", MAX_FORM_BYTES="90000", DATA_DIR="/srv/lapor", MAIL_FROM="Lapor <lapor@a.example>",
        DATABASE_URL="postgresql+psycopg://db/lapor", JOBS_URL="redis://r/0", LIMITS_URL="redis://r/1",
    )  # fmt: skip
    assert (config.trusted_proxies, config.max_form_bytes) == (1, 90_000)
    assert (config.data_dir, config.mail_from) == (Path("/srv/lapor"), "Lapor <lapor@a.example>")
    assert (config.database_url, config.jobs_url) == ("postgresql+psycopg://db/lapor", "redis://r/0")
    assert config.limits_url == "redis://r/1"


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_demo_and_tests_need_no_settings(mode: str, tmp_path: Path) -> None:
    config = Config.from_env({"LAPOR_MODE": mode, "DATA_DIR": str(tmp_path)})
    assert config.is_demo is (mode == "demo")
    assert config.site.is_demo is config.is_demo
    assert config.mail_url == f"file://{tmp_path}/mail"
    assert min(len(config.secret_key), len(config.pin_key), len(config.field_keys[1])) >= 32


def test_no_secret_shows_in_a_traceback() -> None:
    shown = repr(read(SECRET_KEY=OTHER, FIELD_KEYS=f"1:{OTHER}", DATABASE_URL="postgresql://lapor:rahasia@db/lapor"))
    assert "rahasia" not in shown
    assert repr(bytes(range(32, 64))) not in shown


@pytest.mark.parametrize("entry", [("-m", "webapp.worker"), ("-c", "import webapp.wsgi")])
def test_the_processes_refuse_to_start_and_say_why(entry: tuple[str, ...], tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name not in (*MUST_BE_SET, "LAPOR_MODE")}
    environ["DATA_DIR"] = str(tmp_path)
    command = [sys.executable, *entry]
    started = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert started.returncode != 0
    assert all(f"- {name}" in started.stderr for name in MUST_BE_SET)
    assert list(tmp_path.iterdir()) == [], "nothing was made before the settings were right"
