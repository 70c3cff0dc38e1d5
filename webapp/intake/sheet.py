"""The sheet that a person is writing on: the draft's token and fields, as they come with a request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from werkzeug.datastructures import MultiDict

from webapp.base import crypto, drafts
from webapp.base.db import Database
from webapp.base.forms import YES
from webapp.cases.reports import Kind

SENDING_ONCE = "report"
"""Purpose of the key that a draft's token gives to its report: the same token always makes the same case."""


@dataclass(frozen=True)
class Sheet:
    """What has been typed so far. `expires_at` is None until something was saved."""

    token: str
    fields: Mapping[str, list[str]]
    expires_at: datetime | None = None

    @classmethod
    def blank(cls, fields: Mapping[str, list[str]] | None = None) -> Self:
        """A new sheet, of which nothing is stored yet."""
        return cls(crypto.new_token(), fields or {})

    @classmethod
    def load(cls, db: Database, token: str, now: datetime) -> Self:
        """The draft of this token; without one an empty sheet, with the same token if it has the shape of one."""
        if not drafts.is_token(token):
            return cls.blank()
        kept = drafts.load(db, token, now)
        return cls(token, kept.fields, kept.expires_at) if kept else cls(token, {})

    def save(self, db: Database, fields: Mapping[str, list[str]], now: datetime) -> Self:
        """The sheet with `fields` over it, as stored."""
        kept = drafts.save(db, self.token, {**self.fields, **fields} if not self.stored else fields, now)
        return replace(self, fields=kept.fields, expires_at=kept.expires_at)

    @property
    def stored(self) -> bool:
        """Whether there is a draft behind it."""
        return self.expires_at is not None

    @property
    def key(self) -> str:
        """The idempotency key of its report."""
        return drafts.key_of(self.token, SENDING_ONCE)

    @property
    def fingerprint(self) -> str:
        """32 hex digits that change with anything typed: what was checked is what is sent."""
        text = json.dumps(dict(self.fields), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def first(self, name: str) -> str:
        """The value of a field, empty when it has none."""
        return next(iter(self.fields.get(name, ())), "")

    def formdata(self) -> MultiDict[str, str]:
        """The fields as a form reads them."""
        return MultiDict([(name, value) for name, values in self.fields.items() for value in values])

    @property
    def kind(self) -> Kind | None:
        """What is being brought, as far as it is known."""
        return Kind(self.first("jenis")) if self.first("jenis") in set(Kind) else None

    @property
    def anonymous(self) -> bool:
        """Whether the reporter chose to be anonymous."""
        return self.first("anonim") == YES

    @property
    def on_one_page(self) -> bool:
        """Whether the reporter prefers all questions on one page."""
        return self.first("cara") == ONE_PAGE

    @property
    def text(self) -> str:
        """All that was told, for the lists of words."""
        return "\n".join(self.first(name) for name in ("judul", "isi", "harapan"))


ONE_PAGE = "satu-halaman"
