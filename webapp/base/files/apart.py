"""Cleaning in a process of its own: a parser that crashes, hangs or eats memory takes only that process with it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from webapp.base.files.cleaning import Cleaned, drop
from webapp.base.files.cleaning import clean as clean_here
from webapp.base.files.kinds import FACTS, MIB, Family, Kind
from webapp.base.files.places import Coordinates
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

MOST_SECONDS = 120
QUICK = 30
"""Seconds for what is neither sound nor film: whoever waits for a turn waits for somebody else's file."""
MOST_MEMORY = 1536 * MIB
"""Bytes of address space: libraries of ffmpeg and Pillow take a third of it before they begin."""
MOST_DATA = 232 * MIB
"""Bytes of it that hold data: with the code of the libraries the process stays at 256 MB (docs/benchmarks.md)."""
MOST_WRITTEN = 100 * MIB
_REFUSED = 3
_ROOT = Path(__file__).parents[3]
# the package `webapp` imports the whole site, which takes a second: the process gets an empty one in its place
_START = (
    "import sys, types; site = types.ModuleType('webapp'); site.__path__ = ['webapp']; sys.modules['webapp'] = site; "
    "from webapp.base.files.apart import main; sys.exit(main(*sys.argv[1:]))"
)


def clean(
    path_in: Path, path_out: Path, kind: Kind, seconds: int | None = None, handles: Collection[int] = ()
) -> Cleaned:
    """As `cleaning.clean`; Refused(BROKEN) also where the process crashes or takes longer than `seconds` (None: as long
    as its kind may).

    The paths may be `/proc/self/fd/N` of open `handles`. Raises OSError where the machine is at fault, such as a full
    disk.
    """
    command = [sys.executable, "-c", _START, str(path_in.absolute()), str(path_out.absolute()), kind.value]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=_seconds(kind) if seconds is None else seconds,
            cwd=_ROOT,
            pass_fds=tuple(handles),
        )
    except subprocess.TimeoutExpired:
        drop(path_out)
        raise Refused(Refusal.BROKEN) from None
    if done.returncode == 0:
        return _cleaned(json.loads(done.stdout))
    drop(path_out)
    _fail(done)
    raise Refused(Refusal.BROKEN)


def _fail(done: subprocess.CompletedProcess[bytes]) -> None:
    """Say why the process did not clean; a process that was killed by its parser (negative code) says nothing."""
    if done.returncode == _REFUSED:
        raise Refused(Refusal(done.stdout.decode()))
    if done.returncode > 0:
        raise OSError(done.stderr.decode("utf-8", "replace").splitlines()[-1])


def _cleaned(said: dict[str, Any]) -> Cleaned:
    return Cleaned(
        Kind(said["kind"]),
        int(said["size"]),
        said["sha256"],
        frozenset(map(Trace, said["removed"])),
        bool(said["complete"]),
        Coordinates(**said["place"]) if said["place"] else None,
    )


def _seconds(kind: Kind) -> int:
    return MOST_SECONDS if FACTS[kind].family in (Family.AUDIO, Family.VIDEO) else QUICK


def _limit(seconds: int) -> None:
    """What one file may cost at most: a second of computing for each second it may take, memory, bytes written."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_DATA, MOST_DATA))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of memory would be a copy of the evidence


def main(path_in: str, path_out: str, kind: str) -> int:
    """The process itself: JSON on standard output, or the reason with exit status 3."""
    _limit(_seconds(Kind(kind)))
    try:
        cleaned = clean_here(Path(path_in), Path(path_out), Kind(kind))
    except Refused as refused:
        sys.stdout.write(refused.reason.value)
        return _REFUSED
    sys.stdout.write(json.dumps(asdict(cleaned) | {"removed": sorted(cleaned.removed)}))
    return 0
