"""The sealed app with a mistake that somebody might make, for tests that the scan finds it; without one as it is."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from webapp.sealed import application
from webapp.whistleblowing import sending, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Entry

__all__ = ["application"]
LEFT_OPEN = os.environ.get("LEFT_OPEN", "")
"""What this one leaves unsealed."""
_write, _receive = vault.write, sending.receive


def _careless(*given: Any) -> Entry:
    """Writes one entry; `given` is what vault.write takes."""
    entry, compartment, text = _write(*given), given[2], given[4].text
    if LEFT_OPEN == "entry" and compartment == vault.IDENTITY:
        entry.sealed = text.encode()
    elif LEFT_OPEN == "temporary":
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(text.encode("utf-16"))
    elif LEFT_OPEN == "error":
        raise RuntimeError(text)
    return entry


def _talkative(*given: Any) -> Code:
    code = _receive(*given)
    print(json.dumps({"kode": " ".join(code)}), flush=True)  # noqa: T201
    return code


if LEFT_OPEN:
    vault.write = _careless  # type: ignore[assignment]
if LEFT_OPEN == "log":
    sending.receive = _talkative  # type: ignore[assignment]
