"""Files that are there whole or not at all, whoever else writes them at the same time and whenever the power goes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(target: Path, content: bytes, mode: int = 0o600) -> None:
    """Put `content` at `target`, on disk before returning; an OSError leaves nothing behind."""
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            os.replace(file.name, target)
        except OSError:
            with suppress(OSError):
                Path(file.name).unlink()
            raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
