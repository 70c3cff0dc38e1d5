"""Whoever gets the disks after a kill -9 finds nothing of a report in clear; and the scan that says so can find."""

from __future__ import annotations

import base64
import gzip
import http.client
import subprocess
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.live import LiveServer
from tests.servers import PostgreSQL
from tests.whistleblowing.field.distant import Distant, distant
from tests.whistleblowing.field.trial import Place, Trial, place, restored, serving
from webapp.whistleblowing.scan import Markers, scan

CODE = "1357924680135792468013577"


def browser(at: Place, server: LiveServer) -> Distant:
    """One more, at the server itself."""
    return distant(at.folder, lambda: http.client.HTTPConnection("127.0.0.1", server.port))


def sent_and_killed(at: Place) -> Trial:
    """A key made, a whole report, a talk about it, then a power cut."""
    trial = Trial()
    with serving(at) as server:
        reporter, inspector = browser(at, server), browser(at, server)
        trial.make_key(inspector, at)
        trial.send(reporter)
        trial.talk(reporter, inspector)
        server.kill()
    return trial


def test_nothing_lies_in_clear_after_a_power_cut(tmp_path: Path) -> None:
    at = place(tmp_path)
    trial = sent_and_killed(at)
    assert (at.data / "sealed.db-wal").exists()
    back = restored(at, tmp_path / "restored")
    markers = trial.write_to(tmp_path.parent / f"{tmp_path.name}.markers")
    done = at.flask("scan", str(tmp_path), str(back), "--markers", str(markers))
    assert done.returncode == 0, done.stdout
    assert "0 found." in done.stdout
    assert len(list((at.data / "blobs").glob("??/*"))) == 3
    assert len(trial.lines) == 17


def test_nor_in_postgresql(tmp_path: Path, postgresql: PostgreSQL) -> None:
    name = postgresql.create()
    at = place(tmp_path, WB_DATABASE_URL=postgresql.url(name))
    markers = Markers.of((trial := sent_and_killed(at)).lines)
    dump = tmp_path / "dump.sql"
    options = ["--host", str(postgresql.folder), "--username", postgresql.user, "--file", str(dump)]
    subprocess.run(["pg_dump", *options, name], check=True)
    found = scan([tmp_path, postgresql.folder / "data", postgresql.folder / "log"], markers)
    assert found.finds == set()
    assert b"wrap" in dump.read_bytes() and trial.code
    postgresql.drop(name)


@pytest.mark.parametrize(("mistake", "where"), [("entry", "sealed.db"), ("temporary", "tmp"), ("log", "gunicorn.log")])
def test_a_field_that_was_left_unsealed_is_found(tmp_path: Path, mistake: str, where: str) -> None:
    at, trial = place(tmp_path, LEFT_OPEN=mistake), Trial()
    with serving(at) as server:
        trial.send(browser(at, server))
        server.kill()
    markers = trial.write_to(tmp_path.parent / f"{tmp_path.name}.markers")
    done = at.flask("scan", str(tmp_path), "--markers", str(markers))
    assert done.returncode == 1
    assert where in done.stdout and done.stdout.count(": marker ") >= 1


TEXT = "Harga kursi itu tiga kali harga toko."
WAYS = {
    "plain": TEXT.encode(),
    "folded": TEXT.lower().encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "as a form sends it": b"isi=" + quote_plus(TEXT).encode(),
    "base64": base64.b64encode(TEXT.encode()),
    "base64, one byte later": base64.b64encode(b"." + TEXT.encode()),
    "base64, two bytes later, for addresses": base64.urlsafe_b64encode(b".~" + TEXT.encode()),
    "base64 in lines": base64.encodebytes(b"xyz" * 30 + TEXT.encode()),
    "hexadecimal": b"\\x00" + TEXT.encode().hex().encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "zlib": zlib.compress(TEXT.encode()),
    "gzip in base64": base64.b64encode(gzip.compress(TEXT.encode())),
    "code": f"kode: {CODE}".encode(),
    "code in groups": b"13579 24680 13579 24680 13577",
    "ten digits of it": b"ID=4680-135-792",
    "code digit by digit": ", ".join(CODE).encode(),
    "code in utf-16": " ".join((CODE[:5], CODE[5:10], CODE[10:15])).encode("utf-16-le"),
    "code in hexadecimal": CODE.encode().hex().encode(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", [b"", b"\x00\xff" * 40_000], ids=["alone", "deep in a file"])
def test_whatever_it_is_wrapped_in(tmp_path: Path, way: str, before: bytes) -> None:
    (tmp_path / "file").write_bytes(before + WAYS[way] + b"\x00 end")
    expected = 2 if "code" in way or "digits" in way else 1
    assert {find.marker for find in scan([tmp_path], Markers.of([TEXT, CODE])).finds} == {expected}


def test_in_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a", WAYS["plain"] * 3)
    (tmp_path / "b.gz").write_bytes(gzip.compress(bytes(3_000_000) + WAYS["plain"]))
    assert {find.path.name for find in scan([tmp_path], Markers.of([TEXT])).finds} == {"a.zip", "b.gz"}


def test_nine_digits_are_no_find_and_short_markers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"135792468 " + CODE[:9].encode())
    assert scan([tmp_path], Markers.of([CODE])).finds == set()
    with pytest.raises(ValueError, match="marker 1"):
        Markers.of(["kursi"])
