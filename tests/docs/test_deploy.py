"""What an operator copies: the proxy writes nothing down and lets every form through; both units are shut in alike."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.docs.packages import ROOT
from webapp.base.uploads import MOST_BODY
from webapp.config import Config

DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")


def test_the_proxy_keeps_no_log_of_visitors() -> None:
    servers = NGINX.split("server {")[1:]
    assert len(servers) == 2
    assert all("access_log off;" in server for server in servers)
    assert "log_format" not in NGINX
    assert re.findall(r"error_log \S+ (\w+);", NGINX) == ["crit"]


def test_the_proxy_is_one_hop_that_believes_nobody() -> None:
    assert "X-Forwarded-For $remote_addr;" in NGINX
    assert "$proxy_add_x_forwarded_for" not in NGINX
    assert {"X-Forwarded-Proto", "X-Forwarded-Host"} <= set(re.findall(r"proxy_set_header (\S+)", NGINX))
    assert "TRUSTED_PROXIES=1" in (DEPLOY / "lapor.env.example").read_text(encoding="utf-8")


def test_the_largest_form_fits_through_and_never_lies_on_the_proxys_disk() -> None:
    [most] = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    [kept] = re.findall(r"client_body_buffer_size (\d+)m;", NGINX)
    assert int(most) * 2**20 > MOST_BODY
    assert int(kept) * 2**20 > Config.max_form_bytes
    assert re.findall(r"proxy_request_buffering (\w+);", NGINX) == ["off"]


def test_the_proxy_stops_a_flood_from_one_address() -> None:
    for kind, zone in (("req", "lapor_requests"), ("conn", "lapor_connections")):
        assert re.search(rf"^limit_{kind}_zone \$binary_remote_addr zone={zone}:10m", NGINX, re.MULTILINE)
        assert re.search(rf"^    limit_{kind} (zone=)?{zone} ?", NGINX, re.MULTILINE)
        assert f"limit_{kind}_status 429;" in NGINX


SEALED = ["lapor-sealed.service", "lapor-sealed-tidy.service", "lapor-sealed-notify.service"]
"""Of a user, a folder and settings of their own, which the public site can't read; nothing of theirs is swapped."""


@pytest.mark.parametrize("name", ["lapor-web.service", "lapor-worker.service", *SEALED])
def test_the_units_are_shut_in_alike(name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    runs = (
        r"ExecStart=\S+ .*(webapp\.wsgi:application|-m webapp\.worker|webapp\.sealed:application|webapp\.sealed \w+)$"
    )
    assert re.search(runs, unit, re.MULTILINE)
    other = (DEPLOY / "lapor-worker.service").read_text(encoding="utf-8")
    assert shut_in(unit) == shut_in(other) != ""
    assert "User=lapor\n" in unit or name in SEALED


def shut_in(unit: str) -> str:
    """What neither process ever needs."""
    return unit.partition("NoNewPrivileges")[2].partition("[Install]")[0].strip()


@pytest.mark.parametrize("name", SEALED)
def test_the_sealed_units_are_apart_from_the_public_ones(name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    for line in (
        "User=lapor-sealed",
        "EnvironmentFile=/etc/lapor-sealed/sealed.env",
        "InaccessiblePaths=-/var/lib/lapor -/etc/lapor",
        "StandardOutput=null",
        "StandardError=append:/var/log/lapor-sealed/faults.log",
        "MemorySwapMax=0",
    ):
        assert f"\n{line}\n" in unit, line


def test_a_letter_leaves_at_another_hour_each_day() -> None:
    timer = (DEPLOY / "lapor-sealed-notify.timer").read_text(encoding="utf-8")
    assert "RandomizedDelaySec=10h\n" in timer and len(re.findall("OnCalendar", timer)) == 1


@pytest.mark.parametrize("name", ["flask.sh", "sealed.sh"])
def test_the_command_for_operators_is_a_program_without_faults(name: str) -> None:
    script = DEPLOY / name
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
