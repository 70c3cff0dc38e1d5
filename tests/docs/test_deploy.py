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


@pytest.mark.parametrize("name", ["lapor-web.service", "lapor-worker.service"])
def test_the_units_are_shut_in_alike(name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    assert re.search(r"ExecStart=\S+ .*(webapp\.wsgi:application|-m webapp\.worker)$", unit, re.MULTILINE)
    other = (DEPLOY / "lapor-worker.service").read_text(encoding="utf-8")
    assert unit.partition("NoNewPrivileges")[2] == other.partition("NoNewPrivileges")[2] != ""
    assert "User=lapor" in unit


def test_the_command_for_operators_is_a_program_without_faults() -> None:
    script = DEPLOY / "flask.sh"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
