"""The operator's commands: they give and take accounts, and never see a key but the one for the safe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from nacl.public import PrivateKey
from sqlalchemy import select, update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.docs.packages import ROOT
from tests.whistleblowing.keys.people import browser, deeds, held, invitation, make_key, row, send
from tests.whistleblowing.office import Office, crowd
from webapp.base.crypto import token_hash
from webapp.whistleblowing import locks, tree, vault
from webapp.whistleblowing.keys import on_paper
from webapp.whistleblowing.models import Handling, Inspectorate, Wrap
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.web import House

PRIVATE = bytes(range(7, 39))


@pytest.fixture
def paper(sealed_app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """The sixteen groups for the safe, drawn by a chance that we know, for the last group is asked back."""
    with monkeypatch.context() as known:
        known.setattr(locks, "new_private", lambda: PrivateKey(PRIVATE))
        typed = f"00000\n{on_paper.groups(PRIVATE)[-1]}\n"
        done = run(sealed_app, "offline", "new", "kota", typed=typed)
    assert done.exit_code == 0, done.output
    assert "That is not its last group." in done.output
    return done.output.splitlines()[0]


def run(app: Flask, *words: str, typed: str = "") -> Result:
    """One command of `flask`."""
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def test_inspectorates(sealed_app: Flask, rooms: House, tmp_path: Path) -> None:
    table = tmp_path / "inspectorates.csv"
    table.write_text("code,name,above\nprov,Inspektorat Provinsi,\nkab,Inspektorat Kabupaten,prov\n", "utf-8")
    assert run(sealed_app, "inspectorates", "load", str(table)).exit_code == 0
    assert run(sealed_app, "inspectorates", "load", str(table)).exit_code == 0
    assert run(sealed_app, "inspectorates", "add", "kota", "Inspektorat Kota", "--above", "prov").exit_code == 0
    with rooms.db.read() as session:
        found = {one.code: (one.name, one.parent_id) for one in session.scalars(select(Inspectorate))}
        [top] = session.scalars(select(Inspectorate.id).where(Inspectorate.code == "prov"))
    assert found == {
        "prov": ("Inspektorat Provinsi", None),
        "kab": ("Inspektorat Kabupaten", top),
        "kota": ("Inspektorat Kota", top),
    }
    moved = run(sealed_app, "inspectorates", "add", "prov", "Inspektorat Provinsi", "--above", "kab")
    assert "below another inspectorate" in moved.output
    assert "no inspectorate with the code" in run(sealed_app, "inspectorates", "add", "x", "X", "--above", "y").output
    table.write_text("code,name\n,\n", "utf-8")
    assert run(sealed_app, "inspectorates", "load", str(table)).exit_code == 1


def test_an_invitation_leaves_only_a_hash(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    words = ("holders", "invite", "kota", "hani", "Hani Contoh", "Auditor", "--role", "inspector")
    done = run(sealed_app, *words)
    token = done.output.strip()
    assert row(rooms, "hani").invite_hash == token_hash(token)
    assert token.encode() not in b"".join(path.read_bytes() for path in rooms.settings.data_dir.glob("sealed.db*"))
    make_key(browser(sealed_app), clock, token, "hani")
    assert "holds a key" in run(sealed_app, *words).output
    assert run(sealed_app, *words, "--anew", "--head").exit_code == 0
    assert (row(rooms, "hani").state, row(rooms, "hani").is_head) == ("invited", True)


def test_who_leads_stays_head_when_invited_anew(sealed_app: Flask, office: Office, rooms: House) -> None:
    """The passphrase is lost: who accuses the head is heard one level up as before."""
    anew = ("holders", "invite", "kota", "ani", "Ani Rahmawati", "Inspektur Kota", "--anew")
    assert "is Ani Rahmawati, inspector, and stays so" in run(sealed_app, *anew, "--role", "custodian").output
    assert (row(rooms, "ani").role, row(rooms, "ani").state) == ("inspector", "active")
    assert run(sealed_app, *anew, "--role", "inspector").exit_code == 0
    assert row(rooms, "ani").is_head
    assert run(sealed_app, *anew, "--role", "inspector", "--no-head").exit_code == 0
    assert not row(rooms, "ani").is_head


@pytest.mark.parametrize("name", ["A", "Hani", "h@ni", "", "x" * 41])
def test_odd_names_are_refused(sealed_app: Flask, office: Office, name: str) -> None:
    done = run(sealed_app, "holders", "invite", "kota", name, "Hani", "Auditor", "--role", "inspector")
    assert done.exit_code == 1


def test_no_more_than_a_reporter_can_be_told_of(sealed_app: Flask, office: Office, rooms: House) -> None:
    def invite(username: str, name: str = "Hani", job: str = "Auditor") -> str:
        words = ("holders", "invite", "kota", username, name, job, "--role", "inspector")
        return run(sealed_app, *words).output

    assert "at most 60 letters" in invite("hani", "H" * 61) and "at most 60 letters" in invite("hani", job="A" * 61)
    assert "at most 60 letters" in run(sealed_app, "holders", "change", "ani", "--office", "A" * 61).output
    assert "at most 100 letters" in run(sealed_app, "inspectorates", "add", "kota", "K" * 101).output
    with rooms.db.write() as session:
        crowd(session, office)
    assert "as many as every reporter can be told of" in invite("hani")
    run(sealed_app, "holders", "end", "citra")
    assert "Error" not in invite("hani", "H" * 60)


def test_the_list_names_everybody(sealed_app: Flask, office: Office) -> None:
    listed = run(sealed_app, "holders", "list").output.splitlines()
    assert len(listed) == len(office.people)
    assert "kota\tani\tinspector, head\tactive\tAni Rahmawati, Inspektur Kota" in listed
    assert "kota\tbudi\tinspector\tactive\tBudi Hartono, Auditor investigatif" in listed


def test_an_ended_account_has_nothing(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    send(rooms, office, clock())
    assert run(sealed_app, "holders", "end", "citra").output.startswith("Ended: citra.")
    gone = row(rooms, "citra")
    assert (gone.state, gone.public_key, gone.sealed_private, gone.proof) == ("ended", None, None, None)
    assert held(rooms, gone.id) == set()
    assert ("ended", None, gone.id) in deeds(rooms)
    assert "nobody called" in run(sealed_app, "holders", "end", "tidakada").output


def test_the_last_holder_stays(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    report = send(rooms, office, clock(), "budi", "citra")
    invite = ("holders", "invite", "kota", "ani", "Ani Rahmawati", "Inspektur Kota", "--role", "inspector")
    for status in ("received", "finished"):
        with rooms.db.write() as session:
            session.execute(update(Handling).where(Handling.report_id == report).values(status=status))
        for deed in (("holders", "end", "ani"), (*invite, "--anew")):
            assert "1 report(s)" in run(sealed_app, *deed).output
    assert held(rooms, office.people["ani"])
    assert run(sealed_app, *deed, "--lost").exit_code == 0
    assert not held(rooms, office.people["ani"])


def test_who_has_gone_with_the_last_key_is_ended_as_lost(
    sealed_app: Flask, office: Office, rooms: House, clock: Clock
) -> None:
    send(rooms, office, clock(), "budi", "citra")
    assert run(sealed_app, "holders", "end", "ani", "--lost").exit_code == 0
    assert row(rooms, "ani").state == "ended"


def test_the_last_custodian_stays(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    send(rooms, office, clock(), identity="Siti, 0812")
    assert "1 report(s)" in run(sealed_app, "holders", "end", "kusuma").output


def test_the_key_on_paper(sealed_app: Flask, office: Office, rooms: House, clock: Clock, paper: str) -> None:
    assert "--replace" in run(sealed_app, "offline", "new", "kota").output
    stored = b"".join(path.read_bytes() for path in rooms.settings.data_dir.glob("sealed.db*"))
    assert PRIVATE not in stored
    assert on_paper.read(paper, 32) == PRIVATE
    report, secret = send(rooms, office, clock()), send(rooms, office, clock(), "citra")
    drop(rooms, office, "citra")
    done = run(sealed_app, "offline", "regrant", "kota", "citra", typed=f"{paper}\n")
    assert done.output == "Handed: 1. Excluded by the reporter: 1. Not opened: 0.\n"
    found = held(rooms, office.people["citra"])
    assert found == {(report, kind) for kind in ("report", "talk", "desk")}
    assert secret not in {one for one, _kind in found}
    with rooms.db.read() as session:
        assert vault.key_of(session, report, vault.REPORT, office.reader("citra"))
    assert deeds(rooms) == [("granted", None, office.people["citra"]), ("offline_made", None, office.places["kota"])]


def test_the_paper_opens_only_what_came_after_it(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    send(rooms, office, clock())
    drop(rooms, office, "citra")
    done = run(sealed_app, "offline", "regrant", "kota", "citra", typed=on_paper.written(PRIVATE))
    assert done.output.startswith("Handed: 0.")


def test_the_safe_counts_as_somebody(sealed_app: Flask, office: Office, rooms: House, clock: Clock, paper: str) -> None:
    send(rooms, office, clock(), "budi", "citra")
    assert run(sealed_app, "holders", "end", "ani").exit_code == 0


def test_a_lost_paper_counts_as_nobody_and_opens_nothing(
    sealed_app: Flask, office: Office, rooms: House, clock: Clock, paper: str
) -> None:
    send(rooms, office, clock())
    lost = ("offline", "new", "kota", "--lost")
    with pytest.MonkeyPatch.context() as known:
        known.setattr(locks, "new_private", lambda: PrivateKey(bytes(range(32))))
        assert run(sealed_app, *lost, typed=f"{on_paper.groups(bytes(range(32)))[-1]}\n").exit_code == 0
    drop(rooms, office, "citra")
    assert "Handed: 0." in run(sealed_app, "offline", "regrant", "kota", "citra", typed=paper).output
    assert run(sealed_app, "holders", "end", "budi").exit_code == 0
    assert "the last who can open 1" in run(sealed_app, "holders", "end", "ani").output


def test_a_paper_that_alone_opens_something_is_asked_for_once_more(
    sealed_app: Flask, office: Office, rooms: House, clock: Clock, paper: str
) -> None:
    report = send(rooms, office, clock(), "budi", "citra")
    drop(rooms, office, "ani")
    asked = run(sealed_app, "offline", "new", "kota", "--lost", typed="n\n")
    assert "That paper alone opens 1 report(s)" in asked.output and asked.exit_code == 1
    assert run(sealed_app, "offline", "regrant", "kota", "ani", typed=paper).output.startswith("Handed: 1.")
    assert (report, "report") in held(rooms, office.people["ani"])


def test_a_wrong_paper_opens_nothing(sealed_app: Flask, office: Office, rooms: House, clock: Clock, paper: str) -> None:
    send(rooms, office, clock())
    drop(rooms, office, "citra")
    other = on_paper.written(bytes(range(32)))
    done = run(sealed_app, "offline", "regrant", "kota", "citra", typed=other)
    assert "Handed: 0. Excluded by the reporter: 0. Not opened: 1." in done.output
    for typed in ("", "12345", other[:-1] + str((int(other[-1]) + 1) % 10), "9" * 80):
        refused = run(sealed_app, "offline", "regrant", "kota", "citra", typed=typed)
        assert "no key on paper" in refused.output
    assert "no inspector of kota" in run(sealed_app, "offline", "regrant", "kota", "dedi", typed=other).output
    assert held(rooms, office.people["citra"]) == set()


def test_who_lost_all_is_given_back_by_the_safe(
    sealed_app: Flask, desk: AuditingClient, office: Office, rooms: House, clock: Clock, paper: str
) -> None:
    make_key(desk, clock, invitation(rooms, clock, "hani"), "hani")
    report = send(rooms, office, clock())
    make_key(browser(sealed_app), clock, invitation(rooms, clock, "hani", anew=True), "hani")
    assert held(rooms, row(rooms, "hani").id) == set()
    assert run(sealed_app, "offline", "regrant", "kota", "hani", typed=paper).exit_code == 0
    assert (report, "report") in held(rooms, row(rooms, "hani").id)


def drop(rooms: House, office: Office, name: str) -> None:
    """What was handed to somebody is gone."""
    with rooms.db.write() as session:
        for wrap in session.scalars(select(Wrap).where(Wrap.holder == vault.holder(office.people[name]))):
            session.delete(wrap)


def test_a_key_on_paper_is_not_shown_where_it_is_typed(sealed_settings: Settings) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "flask", "--app", "webapp.sealed", "offline", "regrant", "kota", "citra"]
    environ = {**os.environ, "LAPOR_MODE": "test", "WB_DATA_DIR": str(sealed_settings.data_dir)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        seen = b""
        while b"Key on paper: " not in seen:
            seen += os.read(ours, 1000)
        os.write(ours, b"1357924680" * 8 + b"\n")
        while b"That is no key on paper" not in seen:
            seen += os.read(ours, 1000)
    os.close(theirs)
    os.close(ours)
    assert b"13579" not in seen and process.returncode == 1


@pytest.mark.parametrize("other", [("kota", "Orang Lain"), ("provinsi", "Budi Hartono")])
@pytest.mark.parametrize("more", [(), ("--anew",)])
def test_a_username_never_becomes_another_person(
    sealed_app: Flask, office: Office, rooms: House, other: tuple[str, str], more: tuple[str, ...]
) -> None:
    """What budi wrote and did would be theirs."""
    if not more:
        assert run(sealed_app, "holders", "end", "budi").exit_code == 0
    before = row(rooms, "budi")
    place, name = other
    words = ("holders", "invite", place, "budi", name, "Auditor", "--role", "inspector", *more)
    assert "Choose another username" in run(sealed_app, *words).output
    after = row(rooms, "budi")
    assert (after.name, after.inspectorate_id, after.state) == (before.name, before.inspectorate_id, before.state)
    again = ("kota", "budi", "Budi Hartono", "Auditor", "--role", "inspector")
    assert run(sealed_app, "holders", "invite", *again, *more).exit_code == 0


def test_who_becomes_head_keeps_the_key(sealed_app: Flask, office: Office, rooms: House, clock: Clock) -> None:
    send(rooms, office, clock())
    budi = office.people["budi"]
    before, keys = row(rooms, "budi"), held(rooms, budi)
    done = run(sealed_app, "holders", "change", "budi", "--office", "Inspektur Kota", "--head")
    after = row(rooms, "budi")
    assert done.exit_code == 0 and (after.office, after.is_head) == ("Inspektur Kota", True)
    assert (after.name, after.public_key, after.state) == (before.name, before.public_key, before.state)
    assert held(rooms, budi) == keys
    assert deeds(rooms) == [("changed", None, budi)]
    with rooms.db.read() as session:
        accused = tree.involved(session, [budi])
        assert tree.readers(session, office.places["kota"], accused).inspectorate_id == office.places["provinsi"]
    assert run(sealed_app, "holders", "change", "budi", "--name", "Budi H.", "--no-head").exit_code == 0
    after = row(rooms, "budi")
    assert (after.name, after.office, after.is_head) == ("Budi H.", "Inspektur Kota", False)
    assert "nobody called" in run(sealed_app, "holders", "change", "tidakada", "--head").output


@pytest.mark.parametrize("change", [("--office", "Inspektur"), ("--name", "Budi H."), ("--head",)])
def test_what_is_shown_of_readers_is_what_is_sent_to(
    sealed_app: Flask, office: Office, rooms: House, change: tuple[str, ...]
) -> None:
    def seal() -> str:
        with rooms.db.read() as session:
            return tree.readers(session, office.places["kota"], tree.Involved()).seal

    before = seal()
    assert before == seal()
    assert run(sealed_app, "holders", "change", "budi", *change).exit_code == 0
    assert before != seal()
