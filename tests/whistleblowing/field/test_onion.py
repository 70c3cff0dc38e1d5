"""Through a local tor, over the onion service that we ship: a whole report with files, and a talk both ways."""

from __future__ import annotations

import re
from pathlib import Path

from tests.whistleblowing.field.distant import distant
from tests.whistleblowing.field.onion import network
from tests.whistleblowing.field.trial import Trial, place, serving
from webapp.whistleblowing.scan import Markers, scan


def test_a_report_and_a_talk_through_tor(tmp_path: Path) -> None:
    at, trial, meet = place(tmp_path), Trial(), tmp_path / "http.sock"
    with serving(at, meet) as server, network(tmp_path / "tor", meet) as onion:
        assert re.fullmatch(r"[a-z2-7]{56}\.onion", onion.host)
        reporter, inspector = (distant(at.folder / one, onion.connect) for one in ("reporter", "inspector"))
        for browser in (reporter, inspector):
            browser.environ_base["HTTP_HOST"] = onion.host
        trial.make_key(inspector, at)
        trial.send(reporter)
        trial.talk(reporter, inspector)
        kept = reporter.get_cookie("kotak")
        assert kept is not None and not kept.secure, "an onion speaks http: a cookie of https would never come back"
        assert "Strict-Transport-Security" not in reporter.get_page("/").headers
        server.kill()
    found = scan([at.folder], Markers.of(trial.lines))  # what tor wrote is there as well
    assert found.files > 40 and found.finds == set()
