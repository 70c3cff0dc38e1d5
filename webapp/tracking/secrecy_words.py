"""What an event says of secrecy: who made the report secret, or that its secrecy ended."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.sentences import _l
from webapp.cases.moves import OFFICER
from webapp.cases.queries import Entry
from webapp.cases.reasons import TEXT_PUBLIC
from webapp.cases.workflow import Action, Party

HIDDEN_BY: Mapping[str, str] = {
    Party.REPORTER: _l("Atas permintaan pelapor. Umum hanya melihat keadaan dan tenggatnya."),
    OFFICER: _l("Oleh petugas yang menanganinya. Umum hanya melihat keadaan dan tenggatnya."),
}
MADE_SECRET = _l("Sejak itu laporan ini rahasia, karena petugas memberinya kategori kekerasan atau anak.")
MADE_LIFTABLE = _l("Kategorinya bukan lagi kekerasan atau anak. Sejak itu pelapor dapat mencabut kerahasiaannya.")
BACK = _l("Sejak itu teks yang disetujui terbit lagi.")


def secrecy_of(entry: Entry) -> str:
    """The sentence on it; empty for an event that changed nothing of it."""
    if entry.action is Action.MAKE_CONFIDENTIAL:
        return HIDDEN_BY.get(entry.party, HIDDEN_BY[OFFICER])
    if entry.action is Action.LIFT_CONFIDENTIAL:
        return BACK if entry.data.get("text_state") in TEXT_PUBLIC else ""
    if entry.action is Action.RECEIVE or "sensitive" not in entry.data:  # as the public reads it: `alike.hidden_alike`
        return ""
    return MADE_SECRET if entry.data["sensitive"] else MADE_LIFTABLE
