"""What is known of one case, for the public or for its reporter, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from webapp.attachments.queries import Evidence
from webapp.base.clock import Zone, local_date
from webapp.base.i18n import nbsp
from webapp.base.ids import Ticket, shown, slug
from webapp.cases.accommodations import Item
from webapp.cases.deadlines import Clock
from webapp.cases.events import State
from webapp.cases.explanation import Explanation
from webapp.cases.queries import Entry
from webapp.cases.reasons import TEXT_PUBLIC
from webapp.cases.secrecy import hidden_text, own_harm, renewable
from webapp.cases.workflow import OPEN, Status


@dataclass(frozen=True)
class Glance:
    """As much of a case as decides whether a kept page still holds; `due` are the dates of its clocks with their
    calendars, in one text: both may change without an event.

    `people` is how many others said that they have the same trouble; `leading` the versions of the cases on the way to
    the one that leads it.
    """

    version: int
    zone: Zone
    due: str
    people: int
    leading: tuple[int, ...] = ()


@dataclass(frozen=True)
class Joined:
    """How many others have the same trouble as a published report; `open` while more may say so."""

    title: str
    open: bool
    people: int


@dataclass(frozen=True)
class OwnerShown:
    """Who must act and for which agency: a person's whole name, None when nobody is active, "" when it is not told."""

    name: str | None
    agency_id: int


@dataclass(frozen=True)
class Leader:
    """The case that leads a merged one in the end; `agency` is the name of who has it.

    `secret`: it, or one between, became confidential, so that nothing more of it is passed on.
    """

    ticket: str
    state: State
    agency: str
    secret: bool

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.state.status)


@dataclass(frozen=True)
class Ended:
    """A clock that ended, and whether its promise was kept; `part` is the agency of a contribution, else 0."""

    clock: Clock
    ended_at: datetime
    outcome: str
    part: int = 0


@dataclass(frozen=True)
class Tracked:
    """Everything that a page on a case may tell; `running` has the clock that matters now first.

    `place` is the full path of the area, of the kecamatan in the public's copy of an anonymous report, and None for
    the public's copy of a confidential one. `entries` carry only the texts that this reader may read.
    `contributing` are the clocks of the agencies that bring a part. `leader` is set for a merged case, `helps` for the
    reporter only. `public_entries` and `public_place` are what everybody would read, for a reporter who is
    asked for a yes.
    """

    ticket: Ticket
    state: State
    zone: Zone
    now: datetime
    place: str | None
    entries: tuple[Entry, ...]
    running: tuple[Explanation, ...]
    ended: tuple[Ended, ...]
    owner: OwnerShown | None
    names: Mapping[int, str]
    published: tuple[str, str, datetime] | None
    contributing: tuple[Explanation, ...] = ()
    leader: Leader | None = None
    helps: tuple[Item, ...] = ()
    public_entries: tuple[Entry, ...] = ()
    public_place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    form: str | None = None
    """For the reporter only: in which form letters come."""
    mailbox: bool = False
    """For the reporter only: whether they have left an address to which a code for a new PIN can go."""

    @cached_property
    def status(self) -> Status:
        """Where the case stands."""
        return Status(self.state.status)

    @property
    def veiled(self) -> bool:
        """Whether the public is told weeks instead of days, and no office that would give the rest away."""
        return self.state.anonymous or self.state.confidential

    @property
    def secret_by_category(self) -> bool:
        """Whether an officer's category made it secret; another category ends that."""
        return self.state.sensitive and not own_harm(self.entries)

    @property
    def comes_back(self) -> bool:
        """Whether the reporter has approved a text that an officer hid: it is public again without the secrecy."""
        return hidden_text(self.entries) in TEXT_PUBLIC

    @property
    def pin_is_renewed(self) -> bool:
        """Whether a lost PIN can be replaced now; for the reporter's page, which has all that happened."""
        return self.mailbox and renewable(self.state, self.entries, local_date(self.now, self.zone))

    @property
    def pin_outlives_secrecy(self) -> bool:
        """Whether it could still be for some days if the reporter made the case secret now (`cases.secrecy`)."""
        return self.mailbox and not self.entries[0].data["confidential"]

    @property
    def is_open(self) -> bool:
        """Whether the case still runs."""
        return self.status in OPEN

    @property
    def address(self) -> str:
        """The one address of this ticket."""
        return address_of(self.ticket)

    @property
    def shown(self) -> str:
        """The ticket in its groups, which stay on one line."""
        return nbsp(shown(self.ticket))


def address_of(ticket: Ticket) -> str:
    """`/lacak/7302-9481-567`."""
    return f"/lacak/{slug(ticket)}"
