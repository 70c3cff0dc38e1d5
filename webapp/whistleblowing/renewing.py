"""Files of the day get new inodes at night, all in one go: so none says when its reporter was there.

The second of a file's last change (ctime) can't be set; only a file that is made anew has another.
"""

from __future__ import annotations

import os
import secrets
from functools import partial
from pathlib import Path

from webapp.base.files.kinds import MIB
from webapp.whistleblowing.models import Blob
from webapp.whistleblowing.web import House


def renew(rooms: House) -> int:
    """Each file that came since the last time, in no order; returns how many. Those that have been here say 1."""
    fresh = [path for path in rooms.settings.data_dir.glob("blobs/??/*") if _is_fresh(path)]
    return sum(_renewed(rooms, path) for path in secrets.SystemRandom().sample(fresh, len(fresh)))


def _is_fresh(path: Path) -> bool:
    try:
        return path.stat().st_mtime == 0
    except FileNotFoundError:  # its reporter has just deleted it
        return False


def _renewed(rooms: House, path: Path) -> bool:
    """Staged as every new file is, so that what a crash leaves of it is swept."""
    copy = path.parents[1] / "staged" / f"{path.name}~"
    try:
        with path.open("rb") as file:
            rooms.store.stage(copy.name, iter(partial(file.read, MIB), b""))
        os.utime(copy, (1, 1))
        copy.replace(path)
    except OSError:  # no room, or it was deleted meanwhile: the next night, or never
        rooms.store.remove(copy.name)
        return False
    os.utime(path.parent, (0, 0))
    with rooms.db.read() as session:
        if is_gone := session.get(Blob, path.name) is None:
            rooms.store.remove(path.name)
    return not is_gone
