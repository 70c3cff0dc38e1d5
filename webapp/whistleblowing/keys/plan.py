"""What a holder of keys is about to make or change, step by step, until all of it is stored at once.

It waits in the memory of this process, sealed under a token that only the page holds; a restart loses it, and it is
begun anew.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from nacl.public import PrivateKey

from webapp.base.crypto import DecryptError, new_token, open_under_token, seal_under_token, token_hash
from webapp.base.second_factor import new_secret
from webapp.whistleblowing import locks
from webapp.whistleblowing.keys import passphrases

LIFE = timedelta(hours=1)
RECOVERY_BYTES = 16


class Step(StrEnum):
    """One page each."""

    PASSPHRASE = "passphrase"
    AGAIN = "again"
    PAPER = "paper"
    TOTP = "totp"


class Deed(StrEnum):
    """What is made or changed; the action of its audit row."""

    BEGIN = "key_made"
    LOST = "key_recovered"
    PASSPHRASE = "passphrase_changed"
    RECOVERY = "recovery_renewed"
    TOTP = "totp_renewed"
    PAIR = "key_rotated"


STEPS = {
    Deed.BEGIN: tuple(Step),
    Deed.LOST: tuple(Step),  # the old recovery code was typed into some device, so there is a new one
    Deed.PASSPHRASE: (Step.PASSPHRASE, Step.AGAIN),
    Deed.RECOVERY: (Step.PAPER,),
    Deed.TOTP: (Step.TOTP,),
    Deed.PAIR: (Step.PAPER,),
}


@dataclass(frozen=True)
class Plan:
    """Bytes as hexadecimal digits. `before` is what must still stand in the row when all is stored.

    `old` is the private key so far, `private` the one to be stored.
    """

    holder: int
    username: str
    deed: str
    before: str
    old: str = ""
    private: str = ""
    salt: str = ""
    proof: str = ""
    key: str = ""
    totp: str = ""
    totp_step: int = 0
    recovery: str = ""
    words: str = ""
    typed: str = ""
    step: int = 0

    def begun(self) -> Plan:
        """With all that is drawn by chance for its steps."""
        fresh = self.deed in (Deed.BEGIN, Deed.PAIR)
        return replace(
            self,
            private=bytes(locks.new_private()).hex() if fresh else self.old,
            totp=new_secret() if Step.TOTP in self.steps else self.totp,
            recovery=secrets.token_hex(RECOVERY_BYTES) if Step.PAPER in self.steps else "",
            words=passphrases.offer() if Step.PASSPHRASE in self.steps else "",
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of them."""
        return STEPS[Deed(self.deed)]

    @property
    def present(self) -> Step | None:
        """The step that is next; None when all are done."""
        return self.steps[self.step] if self.step < len(self.steps) else None

    @property
    def key_pair(self) -> PrivateKey:
        """The pair to be stored."""
        return PrivateKey(bytes.fromhex(self.private))


class Waiting:
    """Plans by the token of their page. Only who was let in may begin one, so they are few."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[bytes, tuple[datetime, bytes]] = {}
        self._lock = Lock()

    def begin(self, plan: Plan) -> str:
        """Returns the token."""
        token = new_token()
        self.keep(token, plan.begun())
        return token

    def keep(self, token: str, plan: Plan) -> None:
        """For another hour."""
        sealed, now = seal_under_token(token, json.dumps(asdict(plan)).encode(), "plan"), self._clock()
        with self._lock:
            self._kept = {key: one for key, one in self._kept.items() if now - one[0] < LIFE}
            self._kept[token_hash(token)] = now, sealed

    def find(self, token: str) -> Plan | None:
        """None when there is none, or none any longer."""
        kept = self._kept.get(token_hash(token))
        if kept is None or self._clock() - kept[0] >= LIFE:
            return None
        try:
            return Plan(**json.loads(open_under_token(token, kept[1], "plan")))
        except DecryptError:  # pragma: no cover - the hash of another token is another
            return None

    def drop(self, token: str) -> Plan | None:
        """Takes it out, once: of two tabs that finish it one finds nothing."""
        found = self.find(token)
        with self._lock:
            return found if self._kept.pop(token_hash(token), None) else None
