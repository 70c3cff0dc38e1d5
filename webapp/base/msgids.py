"""Words that are translated later: marked here for the catalogues, in modules that know nothing of Flask."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """The words as they are; whoever shows them translates them."""
    return msgid
