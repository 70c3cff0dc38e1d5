"""What upper layers bring to the outbox, as frozen data: who writes a letter, where it goes, who carries it.

Notices knows neither cases nor officers. `create_app` hands over one `Post`; its functions read what they need from the
session at the moment of sending, so that a changed address or an erased case is honoured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

Params = Mapping[str, str | int | None]
CODE = re.compile(r"[a-z][a-z0-9_./-]{0,59}")
REFERENCE = re.compile(r"[a-z]{1,20}:[A-Za-z0-9_-]{1,58}")
VALUE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")


@dataclass(frozen=True)
class Notice:
    """Something to be told: codes and ids only. Raises ValueError for an address or a text in disguise."""

    event_id: int
    audience: str
    recipient_ref: str
    template: str
    params: Params = field(default_factory=dict)
    channel: str = "mail"
    due_at: datetime | None = None

    def __post_init__(self) -> None:
        for code in (self.audience, self.template, self.channel):
            if not CODE.fullmatch(code):
                raise ValueError("a notice holds codes only")
        if not REFERENCE.fullmatch(self.recipient_ref):
            raise ValueError('a recipient is a reference such as "reporter:17"')
        if not all(value is None or VALUE.fullmatch(str(value)) for value in self.params.values()):
            raise ValueError("params of a notice are codes and ids, never text")


@dataclass(frozen=True)
class Recipient:
    """Where a letter goes and in which language; lives only while it is being sent."""

    address: str = field(repr=False)
    language: str = "id"


@dataclass(frozen=True)
class Letter:
    """A rendered letter; never stored by us."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


class SendError(Exception):
    """A channel could not send; `code` goes into `last_error`, `permanent` ends the attempts."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


Sender = Callable[[Recipient, Letter, str], None]
"""(recipient, letter, message id): hands the letter to its channel, or raises SendError."""

Renderer = Callable[[Session, str, Params, str], Letter | None]
"""(session, recipient reference, params, language): the letter, or None when there is nothing left to tell."""

Resolver = Callable[[Session, str], Recipient | None]
"""(session, what follows the colon of a reference): where to, or None when there is no contact any more."""


@dataclass(frozen=True)
class Post:
    """The wiring: channel → sender, template → renderer, scheme of a reference → resolver."""

    senders: Mapping[str, Sender] = field(default_factory=dict)
    renderers: Mapping[str, Renderer] = field(default_factory=dict)
    resolvers: Mapping[str, Resolver] = field(default_factory=dict)

    def resolve(self, session: Session, reference: str) -> Recipient | None:
        """The recipient behind "officer:4"; raises SendError when nobody knows the scheme."""
        scheme, _, name = reference.partition(":")
        if scheme not in self.resolvers:
            raise SendError("no_resolver", permanent=False)
        return self.resolvers[scheme](session, name)

    def render(self, session: Session, template: str, reference: str, params: Params, language: str) -> Letter | None:
        """The letter of a template; raises SendError when nobody writes it (an older worker, say)."""
        if template not in self.renderers:
            raise SendError("no_template", permanent=False)
        return self.renderers[template](session, reference, params, language)

    def send(self, channel: str, recipient: Recipient, letter: Letter, message_id: str) -> None:
        """Hand over to the channel; raises SendError."""
        if channel not in self.senders:
            raise SendError("no_channel", permanent=False)
        self.senders[channel](recipient, letter, message_id)
