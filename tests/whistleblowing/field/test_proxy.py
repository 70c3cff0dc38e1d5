"""Behind the proxy that we ship: what passes leaves nothing, whole or in the middle of it; and the onion's file."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path

import pytest

from tests.docs.packages import ROOT
from tests.servers import program
from tests.whistleblowing.field import proxy
from tests.whistleblowing.field.distant import Distant, distant
from tests.whistleblowing.field.proxy import NAME, SHIPPED, Nginx
from tests.whistleblowing.field.trial import Place, Trial, place, serving
from webapp.whistleblowing.scan import Found, Markers, scan


@pytest.fixture
def at(tmp_path: Path) -> Place:
    return place(tmp_path)


class LookedAt(Exception):
    """Whoever uploads goes no further."""


def browser(at: Place, nginx: Nginx) -> Distant:
    """One more, before the proxy."""
    client = distant(at.folder, nginx.connect)
    client.environ_base["HTTP_HOST"] = NAME
    return client


def test_a_whole_report_and_a_talk_pass_and_nothing_of_them_stays(at: Place) -> None:
    trial, folder = Trial(), at.folder / "nginx"
    meet = at.folder / "http.sock"
    with serving(at, meet) as server, proxy.proxy(folder, meet) as nginx:
        reporter, inspector = browser(at, nginx), browser(at, nginx)
        trial.make_key(inspector, at)
        trial.send(reporter)
        trial.talk(reporter, inspector)
        page = reporter.get_page(f"/?{trial.words['isi'].replace(' ', '+')}")
        assert page.status == 200 and page.headers["Strict-Transport-Security"]
        nginx.kill()
        server.kill()
    assert looked_for(at, trial).finds == set()
    assert (folder / "main-access.log").read_text() == ""
    assert NAME not in (folder / "main-error.log").read_text()


@pytest.mark.parametrize(("changed", "left"), [({}, False), ({"proxy_request_buffering": "on"}, True)])
def test_in_the_middle_of_an_upload_no_open_file_holds_it(at: Place, changed: dict[str, str], left: bool) -> None:
    """Such files have no name any more, but lie on the disk. The second is what nginx does when nobody tells it
    otherwise: so this test can fail.
    """
    trial, folder = Trial(), at.folder / "nginx"
    with (
        serving(at, at.folder / "http.sock") as server,
        proxy.proxy(folder, at.folder / "http.sock", **changed) as nginx,
    ):
        reporter, other, found = browser(at, nginx), browser(at, nginx), list[Found]()
        page = trial.to_evidence(reporter)

        def look() -> None:
            other.get("/")  # by its answer the one worker of nginx has been round
            assert server.process is not None
            found.append(scan(open_files(nginx.master, server.process.pid), Markers.of(trial.lines)))
            raise LookedAt

        reporter.halfway = look
        with pytest.raises(LookedAt):
            trial.hand_in(page)
        nginx.kill()
        server.kill()
    assert bool(found[0].finds) is left
    assert looked_for(at, trial).finds == set()


def test_the_application_is_not_told_who_came() -> None:
    headers = dict(re.findall(r'proxy_set_header (\S+) ("[^"]*"|\S+);', SHIPPED))
    hidden = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "User-Agent", "Accept-Language"}
    assert {name for name, value in headers.items() if value == '""'} == {*hidden, "Connection"}
    assert "$remote_addr" not in SHIPPED and "$binary_remote_addr" not in SHIPPED


def test_both_servers_write_nothing_down() -> None:
    servers = SHIPPED.split("server {")[1:]
    assert len(servers) == 2
    assert all("access_log off;" in one and "error_log /dev/null crit;" in one for one in servers)
    for directive in ("proxy_request_buffering", "proxy_buffering", "client_body_in_file_only", "ssl_session_tickets"):
        assert re.findall(rf"^ +{directive} (\w+);", SHIPPED, re.MULTILINE) == ["off"], directive
    assert "proxy_max_temp_file_size 0;" in SHIPPED


def test_nobody_else_can_take_the_place_where_all_three_meet() -> None:
    """A folder that is made for the unit, where only its user may write."""
    place = "unix:/run/lapor-sealed/http.sock"
    assert f'\nbind = "{place}"\n' in (ROOT / "webapp" / "sealed_gunicorn.py").read_text(encoding="utf-8")
    assert re.findall(r"proxy_pass (\S+);", SHIPPED) == [f"http://{place}"]
    unit = (ROOT / "deploy" / "lapor-sealed.service").read_text(encoding="utf-8")
    assert "\nRuntimeDirectory=lapor-sealed\nRuntimeDirectoryMode=0711\n" in unit and "--bind" not in unit


def test_tor_takes_the_onions_file(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "onion.conf").read_text(encoding="utf-8")
    assert (
        "HiddenServicePort 80 unix:/run/lapor-sealed/http.sock\n" in text
        and "HiddenServicePoWDefensesEnabled 1\n" in text
    )
    (tmp_path / "torrc").write_text(text.replace("/var/lib/tor/lapor-sealed/", f"{tmp_path}/onion/"))
    options = ["--verify-config", "-f", str(tmp_path / "torrc"), "--DataDirectory", str(tmp_path / "data")]
    tor = program("tor", "tor", "usr/sbin/tor")
    done = subprocess.run([tor, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Configuration was valid" in done.stdout, done.stdout


def open_files(*masters: int) -> list[Path]:
    """The folders of what the processes and their workers have open."""
    workers = [Path(f"/proc/{one}/task/{one}/children").read_text().split() for one in masters]
    return [Path(f"/proc/{one}/fd") for one in (*masters, *itertools.chain(*workers))]


def looked_for(at: Place, trial: Trial) -> Found:
    """Everything under the folder of the test: data, temporary files, logs, those of nginx too."""
    found = scan([at.folder], Markers.of(trial.lines))
    assert found.files > 10
    return found
