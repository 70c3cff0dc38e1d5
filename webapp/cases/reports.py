"""The one door in: every channel ends in a `NewReport`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.attachments.kept import NewFile

TITLE, BODY = 150, 5000
"""Most characters that a report says, whoever writes it down or makes it fit for all."""


class Kind(StrEnum):
    """What the citizen brings."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    INFORMATION = "information"


BARRIER = "layanan-pengaduan.hambatan"
"""The category of what hinders somebody on this site itself: it needs no place, and has a clock of its own."""
JUDGED: Mapping[Kind, str] = {Kind.COMPLAINT: "solved", Kind.SUGGESTION: "clear", Kind.INFORMATION: "informed"}
"""Under which name a rating says how it ended, so that only a complaint is ever counted as solved."""


class Helper(StrEnum):
    """Who is typing. Helped is not represented: PIN and letters stay the person's."""

    NONE = "none"
    HELPED = "helped"  # dibantu
    REPRESENTED = "represented"  # mewakili, with consent or guardianship


@dataclass(frozen=True)
class Reporter:
    """Who reports and how to answer; never built for an anonymous report."""

    name: str = ""
    email: str = ""
    phone: str = ""
    helper: Helper = Helper.NONE
    helper_name: str = ""
    no_calls: bool = False
    language: str = "id"


@dataclass(frozen=True)
class Help:
    """Accommodation asked for: codes of wishes and a note in the reporter's words."""

    wishes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class NewReport:
    """A report as any channel hands it in.

    `key` is the idempotency key: the same key always gives the same ticket and PIN. `happened` is free text such as
    "30 November 2026, pagi"; `happened_on` the day where one was given. `about_office` says that the report is about
    the office or people who would handle it, so that the level above gets it. None: the reporter doesn't know.
    `urgent`: a person may be in danger. `coordinates` are "-0.50210, 117.15361" (degrees of WGS 84, latitude first).
    `signed`: a video among the files tells it in sign language.
    """

    key: str
    kind: Kind
    title: str
    body: str
    area_code: str | None
    place: str = ""
    happened_on: date | None = None
    happened: str = ""
    outcome: str = ""
    category: str | None = None
    about_office: bool | None = False
    anonymous: bool = False
    confidential: bool = False
    sensitive: bool = False
    urgent: bool = False
    signed: bool = False
    reporter: Reporter | None = None
    help: Help | None = None
    coordinates: str = ""
    files: tuple[NewFile, ...] = ()
    channel: str = "web"
    language: str = "id"

    def __post_init__(self) -> None:
        """An anonymous report can't carry a person: refused here, whatever a channel does."""
        if self.anonymous and (self.reporter is not None or self.signed):
            raise ValueError("an anonymous report carries no identity, no contact and no face")
