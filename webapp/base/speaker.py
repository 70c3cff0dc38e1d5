"""Speaks one document: lines on stdin, Opus in Ogg on stdout, in a process of its own that ends with it.

`python -I speaker.py` reads [[voice, text], …] as JSON. espeak-ng speaks, PyAV packs: some 800 bytes a second, for a
thin line. Like `typesetter.py` it imports nothing of the application.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

NO_LIBRARY = 3
"""Exit status where espeak-ng is not installed."""
MOST_MEMORY, MOST_SECONDS = 1 << 30, 60
WORDS_A_MINUTE = 170
BITS, RATE = 6_500, 24_000
"""A second: of Opus, and of the sound that is packed."""
COMPLEXITY = "4"
"""Of 10: half the time for what nobody hears at this rate."""


def main() -> int:
    """Speak what stands on stdin; exit status 0, or NO_LIBRARY."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    lines = json.loads(sys.stdin.buffer.read())
    try:
        sound = packed(lines)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return NO_LIBRARY
    sys.stdout.buffer.write(sound)
    return 0


def packed(lines: list[list[str]]) -> bytes:
    """The lines one after the other, each run of one voice at once, a pause between two lines."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="ogg", options={"fflags": "+bitexact"}) as target:
        stream: Any = target.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BITS
        stream.options = {"application": "voip", "frame_duration": "60", "compression_level": COMPLEXITY}
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in itertools.chain(_frames(lines), [None]):
            for piece in resampler.resample(frame):
                piece.pts = None
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return out.getvalue()


def _frames(lines: list[list[str]]) -> Iterator[Any]:
    import av

    for voice, run in itertools.groupby(lines, key=lambda line: line[0]):
        text = "\n\n".join(line[1] for line in run)
        with av.open(io.BytesIO(_spoken(voice, text)), "r", format="wav") as source:
            yield from source.decode(audio=0)


def _spoken(voice: str, text: str) -> bytes:
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "--stdin", "--stdout"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
