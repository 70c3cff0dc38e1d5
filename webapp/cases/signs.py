"""A report told in a video of sign language (BISINDO): what stands for its words until an interpreter has written them,
and what waits for that (pure). Title and text in Indonesian are later versions of the same texts: docs/decisions/0038.
"""

from __future__ import annotations

from webapp.cases.actions import Action

WAITS, TOLD = "waits", "told"
"""Whether an interpreter has still to write the words, or has; of other reports `Case.signs` is None."""
TITLE = "Laporan dalam video"
BODY = "Isi laporan ini ada dalam video. Teks bahasa Indonesianya ditulis juru bahasa."
"""What is stored where the reporter wrote nothing; Indonesian, as all that officers read."""

INTERPRETING = (Action.INTERPRET, Action.CORRECT)
"""What writes the words: told to the reporter and to who handles the case, as an accommodation is."""
HELD = frozenset(
    {Action.ASSIGN, Action.ARCHIVE, Action.MERGE, Action.CLASSIFY, Action.PROPOSE_TEXT, Action.DECLINE_TEXT}
)
"""What no officer decides on a report that nobody has read yet."""
