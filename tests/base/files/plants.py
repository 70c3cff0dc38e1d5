"""What a reporter's file gives away: planted in every file of the corpus, looked for in what the cleaner leaves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

NAME = "Budi Pelapor Rahasia"
SERIAL = "SN-RAHASIA-7731"
DEVICE = "Kamera-Rahasia-X9"
LATITUDE, LONGITUDE = -0.502106, 117.153709
PLACE = "117.1537"
PLANTS = (NAME, SERIAL, DEVICE, PLACE)
TEXT = "Jalan di depan sekolah rusak parah"
"""What the reporter wants to say; it stays."""


class MissingTool(RuntimeError):
    """A program of deploy/apt-test.txt is not installed."""


def run(*command: str | Path, check: bool = True) -> str:
    """What a program prints; MissingTool without it, so that no test is skipped for that."""
    program = shutil.which(str(command[0]))
    if program is None:
        raise MissingTool(f"{command[0]} is missing; deploy/apt-test.txt names its package")
    done = subprocess.run([program, *map(str, command[1:])], check=check, capture_output=True, timeout=60)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def exiftool(path: Path, *options: str) -> Path:
    """Write tags into a file in place."""
    run("exiftool", "-q", "-m", "-overwrite_original", *options, path)
    return path


def found_in(data: bytes) -> set[str]:
    """The planted words in raw bytes, in any of the encodings that files use."""
    return {
        plant for plant in PLANTS for encoding in ("utf-8", "utf-16-le", "utf-16-be") if plant.encode(encoding) in data
    }
