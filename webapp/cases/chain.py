"""The chain of a case: how an event is hashed into it, and what a receipt and an erased text keep of it (pure)."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict
from datetime import UTC

from webapp.cases.events import Happened

GENESIS = "0" * 64


def event_hash(ticket: str, event: Happened, previous: str) -> str:
    """SHA-256 (hex) over the event and the hash before it, as canonical JSON with the instant in UTC microseconds."""
    fields = {**asdict(event), "data": dict(event.data), "ticket": ticket, "previous": previous}
    fields["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def commitment(first_hash: str, salt: bytes) -> str:
    """What the receipt prints: 16 hex digits in groups of four, salted, so that a vanished first event can be shown."""
    digest = hmac.new(salt, first_hash.encode(), hashlib.sha256).hexdigest()[:16]
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))


def text_digest(salt: bytes, text: str, public: str | None) -> str:
    """What an event keeps of a text and of what the public reads of it, salted, when both are erased."""
    return f"2:{old_text_digest(salt, json.dumps((text, public)))}"


def old_text_digest(salt: bytes, text: str) -> str:
    """The same in events of before, which kept nothing of what the public reads."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()
