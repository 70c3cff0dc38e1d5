"""What the process itself must not leave behind: its memory on a disk, its files to others, its words in a log."""

from __future__ import annotations

import ctypes
import os
import resource
from contextlib import suppress

from sqlalchemy import make_url

PR_SET_DUMPABLE = 4
"""Of prctl(2), in linux/prctl.h."""
_SAY_NO_VALUES = "-c log_parameter_max_length_on_error=0"


def harden() -> None:
    """No core dump, no other process of this user reads our memory, no file of ours is open to anybody else."""
    os.umask(0o077)
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):  # the shipped unit has said so, and forbids to ask again
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(AttributeError):  # not Linux
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def silent(database_url: str) -> str:
    """The address of a database that is asked not to write values into its log; SQLite has none."""
    url = make_url(database_url)
    if url.get_backend_name() != "postgresql":
        return database_url
    given = url.query.get("options", "")
    options = " ".join((*((given,) if isinstance(given, str) else given), _SAY_NO_VALUES)).strip()
    return url.update_query_dict({"options": options}).render_as_string(hide_password=False)
