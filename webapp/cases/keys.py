"""The keys that the record needs: for PINs, for idempotency, and for contacts at rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.base.crypto import KeyRing, Place, blind_index, derive, keyed_hash, matches
from webapp.base.ids import Pin, pin_from
from webapp.config import Config


@dataclass(frozen=True)
class Keys:
    """Made once from the settings; none is ever printed."""

    pin: bytes = field(repr=False)
    index: bytes = field(repr=False)
    ring: KeyRing = field(repr=False)

    @classmethod
    def of(cls, config: Config) -> Keys:
        """The keys of one instance."""
        return cls(config.pin_key, derive(config.secret_key, "contact index"), KeyRing(config.field_keys))

    def first_pin(self, key: str) -> Pin:
        """The PIN that belongs to an idempotency key: the same send always gets the same PIN."""
        return pin_from(self.pin, key)

    def pin_code(self, ticket: str, nonce: str) -> str:
        """The one-time code of ten digits that belongs to a nonce."""
        return pin_from(self.pin, f"one-time code|{ticket}|{nonce}")

    def new_pin(self, ticket: str, nonce: str) -> Pin:
        """The PIN that the code of this nonce gives: the same, however often it is sent."""
        return pin_from(self.pin, f"new PIN|{ticket}|{nonce}")

    def pin_hash(self, ticket: str, pin: str) -> str:
        """What is stored of a PIN: keyed and bound to its ticket, so that equal PINs don't look alike (hex)."""
        return keyed_hash(self.pin, f"{ticket}|{pin}").hex()

    def pin_matches(self, ticket: str, pin: str, stored: str) -> bool:
        """Whether this is the PIN of this ticket, in constant time."""
        return matches(self.pin, f"{ticket}|{pin}", bytes.fromhex(stored))

    def idempotency_hash(self, key: str) -> str:
        """What is stored of an idempotency key (hex)."""
        return keyed_hash(derive(self.pin, "idempotency"), key).hex()

    def mailbox_index(self, email: str) -> str:
        """As `contact_index`; siti+anything@x is the mailbox of siti@x, so that a cap can't be walked around."""
        name, _, domain = email.lower().rpartition("@")
        return self.contact_index(f"{name.partition('+')[0]}@{domain}")

    def contact_index(self, value: str) -> str:
        """By which a contact is found again without being readable (hex)."""
        return blind_index(self.index, value).hex()


def contact_place(case_id: int) -> Place:
    """Where the contact of a case is sealed: what opens it must name the very place that sealed it."""
    return Place("contact", "sealed", case_id)


def help_place(case_id: int) -> Place:
    """Where the note on the help that a reporter asked for is sealed."""
    return Place("accommodation", "sealed_note", case_id)
