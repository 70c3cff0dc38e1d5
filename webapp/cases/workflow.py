"""THE table: what may happen to a case, who may do it, what it needs, whom it tells and what it does to the clocks.

What comes after what is read here and nowhere else (domain: the statuses and moves of SP4N-LAPOR!). Pure data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.cases.actions import Action, Party
from webapp.cases.audiences import Audience
from webapp.cases.deadlines import Clock
from webapp.cases.guards import Guard
from webapp.cases.reports import JUDGED, Kind
from webapp.officers.roles import Permission

__all__ = ["Action", "Party"]  # they belong to the table for all who read it


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    NEEDS_INFO = "needs_info"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"
    ARCHIVED = "archived"


ENDED = (Status.CLOSED, Status.ARCHIVED)
OPEN = tuple(status for status in Status if status not in ENDED)


@dataclass(frozen=True)
class Move:
    """One row: in status `at`, `action` leads to `to`, if `by` may, `needs` is filled and `guard` holds.

    `opens`, `pauses`, `resumes` name clocks; `closes` those whose promise it keeps, in time or late, `drops` those that
    are owed no longer. `tells` names audiences, each with its own letter; `kinds`: whose row it is.
    """

    at: Status | None
    action: Action
    to: Status
    by: tuple[Permission | Party, ...]
    needs: tuple[str, ...] = ()
    guard: Guard = Guard.ALWAYS
    tells: tuple[Audience, ...] = ()
    opens: tuple[Clock, ...] = ()
    closes: tuple[Clock, ...] = ()
    drops: tuple[Clock, ...] = ()
    pauses: tuple[Clock, ...] = ()
    resumes: tuple[Clock, ...] = ()
    kinds: tuple[Kind, ...] = tuple(Kind)


S, A, P, C, G, K = Status, Action, Permission, Clock, Guard, Kind
REPORTER, SYSTEM = Party.REPORTER, Party.SYSTEM
TO_REPORTER, TO_OWNER, TO_COORDINATOR = (Audience.REPORTER,), (Audience.OWNER,), (Audience.COORDINATOR,)
TO_BOTH, TO_DECIDER = (*TO_COORDINATOR, *TO_OWNER), (Audience.DECIDER,)
TO_REPORTERS, TO_OLD_AND_NEW = (*TO_REPORTER, Audience.FOLLOWERS), (*TO_REPORTER, *TO_OWNER, Audience.FORMER)
ALL_CLOCKS = tuple(Clock)
OF_HANDLING = tuple(clock for clock in Clock if clock is not Clock.RIGHT_CATEGORY)
"""What is owed no longer when a case ends; what is contested is decided all the same: a category, and a publication
(`moves.leaving`).
"""
SLOTS = ("decision", "actor", "by_when", "your_options")
"""The four slots of every answer: what we decided, who acts, by when, what you can do."""
ANSWERS = ((SLOTS, (K.COMPLAINT, K.INFORMATION)), ((*SLOTS, "result"), (K.SUGGESTION,)))
"""What an answer needs, by kind of report: that to a suggestion says what becomes of it."""


def _in(statuses: Iterable[Status], action: Action, by: tuple[Permission | Party, ...], **rest: object) -> list[Move]:
    """The same move in several statuses, which it doesn't change."""
    return [Move(status, action, status, by, **rest) for status in statuses]  # type: ignore[arg-type]


LED = (S.ASSIGNED, S.NEEDS_INFO, S.IN_PROGRESS)
"""Where an agency leads: a contribution that it asked for lasts no longer."""

MOVES: tuple[Move, ...] = (
    Move(None, A.RECEIVE, S.RECEIVED, (REPORTER, P.VERIFY, SYSTEM), ("title", "body"),
         tells=(*TO_REPORTER, *TO_OWNER), opens=(C.VERIFICATION, C.RESOLUTION, C.PUBLICATION, C.INTERPRETATION)),
    # the coordinator; passed on again before anybody has begun, a case keeps its date: SAME_DUE
    Move(S.RECEIVED, A.ASSIGN, S.ASSIGNED, (P.ASSIGN,), ("agency",),
         tells=(*TO_REPORTER, *TO_OWNER), opens=(C.FIRST_FOLLOW_UP,), closes=(C.VERIFICATION,)),
    Move(S.RECEIVED, A.ASK_INFO, S.NEEDS_INFO, (P.VERIFY,), ("question",),
         tells=TO_REPORTER, opens=(C.REPORTER_COMPLETES,),
         pauses=(C.VERIFICATION, C.RESOLUTION, C.PUBLICATION, C.INTERPRETATION)),
    Move(S.RECEIVED, A.ARCHIVE, S.ARCHIVED, (P.ARCHIVE,), ("reason", "explanation"),
         tells=TO_REPORTERS, closes=(C.VERIFICATION,), drops=OF_HANDLING),
    Move(S.RECEIVED, A.MERGE, S.ARCHIVED, (P.ARCHIVE,), ("leading", "explanation"), guard=G.MERGEABLE,
         tells=TO_REPORTERS, closes=(C.VERIFICATION,), drops=OF_HANDLING),
    Move(S.ASSIGNED, A.REASSIGN, S.ASSIGNED, (P.ASSIGN,), ("agency", "explanation"),
         tells=TO_OLD_AND_NEW, opens=(C.FIRST_FOLLOW_UP,), closes=(C.RIGHT_AGENCY,),
         drops=(C.FIRST_FOLLOW_UP, C.CONTRIBUTION)),
    Move(S.IN_PROGRESS, A.REASSIGN, S.ASSIGNED, (P.ASSIGN,), ("agency", "explanation"),
         tells=TO_OLD_AND_NEW, opens=(C.FIRST_FOLLOW_UP,), closes=(C.RIGHT_AGENCY,), drops=(C.CONTRIBUTION,)),
    # the agency
    Move(S.ASSIGNED, A.START, S.IN_PROGRESS, (P.FOLLOW_UP,), ("note",),
         tells=TO_REPORTER, closes=(C.FIRST_FOLLOW_UP,)),
    Move(S.IN_PROGRESS, A.NOTE, S.IN_PROGRESS, (P.FOLLOW_UP,), ("note",), tells=TO_REPORTER),
    Move(S.IN_PROGRESS, A.ASK_INFO, S.NEEDS_INFO, (P.ASK_INFO,), ("question",),
         tells=(*TO_REPORTER, *TO_COORDINATOR),  # the coordinator from OFTEN on
         opens=(C.REPORTER_COMPLETES,), pauses=(C.RESOLUTION, C.PUBLICATION, C.CONTRIBUTION)),
    Move(S.ASSIGNED, A.RETURN, S.RECEIVED, (P.RETURN,), ("explanation", "suggested_agency"),
         tells=TO_COORDINATOR, opens=(C.VERIFICATION,), drops=(C.FIRST_FOLLOW_UP, C.RIGHT_AGENCY, C.CONTRIBUTION)),
    Move(S.IN_PROGRESS, A.RETURN, S.RECEIVED, (P.RETURN,), ("explanation", "suggested_agency"),
         tells=TO_COORDINATOR, opens=(C.VERIFICATION,), drops=(C.RIGHT_AGENCY, C.CONTRIBUTION)),
    *(Move(at, A.ANSWER, S.ANSWERED, (P.ANSWER,), needs, kinds=kinds, tells=TO_REPORTERS, opens=(C.REPORTER_REPLY,),
           closes=closes, drops=(C.CONTRIBUTION,), pauses=(C.RESOLUTION,))
      for at, closes in ((S.ASSIGNED, (C.FIRST_FOLLOW_UP,)), (S.IN_PROGRESS, ())) for needs, kinds in ANSWERS),
    # the reporter
    Move(S.NEEDS_INFO, A.SUPPLY_INFO, S.RECEIVED, (REPORTER,), ("message",), guard=G.UNHANDLED,
         tells=TO_OWNER, closes=(C.REPORTER_COMPLETES,),
         resumes=(C.VERIFICATION, C.RESOLUTION, C.PUBLICATION, C.INTERPRETATION)),
    Move(S.NEEDS_INFO, A.SUPPLY_INFO, S.IN_PROGRESS, (REPORTER,), ("message",), guard=G.HANDLED,
         tells=TO_OWNER, closes=(C.REPORTER_COMPLETES,), resumes=(C.RESOLUTION, C.PUBLICATION, C.CONTRIBUTION)),
    Move(S.NEEDS_INFO, A.ARCHIVE, S.ARCHIVED, (SYSTEM,), ("reason",), tells=TO_REPORTERS, drops=OF_HANDLING),
    Move(S.ANSWERED, A.CONFIRM, S.CLOSED, (REPORTER,),
         tells=(*TO_OWNER, Audience.FOLLOWERS), closes=(C.RESOLUTION, C.REPORTER_REPLY), drops=OF_HANDLING),
    Move(S.ANSWERED, A.CONFIRM_FOR, S.CLOSED, (P.CLOSE,), ("explanation",), guard=G.NOT_ANONYMOUS,
         tells=TO_REPORTERS, closes=(C.RESOLUTION, C.REPORTER_REPLY), drops=OF_HANDLING),
    Move(S.ANSWERED, A.REPLY, S.IN_PROGRESS, (REPORTER,), ("message",),
         tells=TO_OWNER, closes=(C.REPORTER_REPLY,), resumes=(C.RESOLUTION,)),
    Move(S.ANSWERED, A.TIME_OUT, S.CLOSED, (SYSTEM,), guard=G.FOLLOWED_UP,
         tells=TO_REPORTERS, closes=(C.RESOLUTION,), drops=OF_HANDLING),
    Move(S.ANSWERED, A.CLOSE, S.CLOSED, (P.CLOSE,), ("explanation",), guard=G.UNDISPUTED,
         tells=TO_REPORTERS, closes=(C.RESOLUTION,), drops=OF_HANDLING),
    Move(S.CLOSED, A.REOPEN, S.IN_PROGRESS, (REPORTER,), ("message",),
         tells=(*TO_OWNER, Audience.FOLLOWERS), opens=(C.RESOLUTION, C.PUBLICATION)),
    Move(S.ARCHIVED, A.CONTEST, S.RECEIVED, (REPORTER,), ("message",),
         tells=(*TO_REPORTERS, *TO_OWNER), opens=(C.VERIFICATION, C.RESOLUTION, C.PUBLICATION, C.INTERPRETATION)),
    # by the coordinator only where harm came to light after the end: nobody else reopens what a reporter let rest
    *(Move(at, A.TAKE_UP, to, (P.VERIFY,), ("explanation",), G.HARM_AFTER_END, (*TO_REPORTER, *TO_OWNER), opens,
           (C.HARM,))
      for at, to, opens in ((S.CLOSED, S.IN_PROGRESS, (C.RESOLUTION,)),
                            (S.ARCHIVED, S.RECEIVED, (C.VERIFICATION, C.RESOLUTION, C.INTERPRETATION)))),
    *(Move(S.CLOSED, A.RATE, S.CLOSED, (REPORTER,), ("stars", judged), tells=TO_OWNER, kinds=(kind,))
      for kind, judged in JUDGED.items()),
    # in a case that has ended too, which stays so: to ask that it be erased, say; until an officer says to have read it
    *_in((S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS), A.ADD_MESSAGE, (REPORTER,), needs=("message",), tells=TO_OWNER),
    *_in(ENDED, A.ADD_MESSAGE, (REPORTER,), needs=("message",), tells=TO_BOTH),
    *_in((S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, *ENDED), A.READ, (P.FOLLOW_UP, P.VERIFY), guard=G.UNREAD),
    # "salah instansi": nothing moves until the coordinator has decided; in an answered case it is a reply, too
    *_in((S.ASSIGNED, S.IN_PROGRESS), A.WRONG_AGENCY, (REPORTER,), needs=("message",), guard=G.UNQUESTIONED,
         tells=TO_BOTH, opens=(C.RIGHT_AGENCY,)),
    Move(S.ANSWERED, A.WRONG_AGENCY, S.IN_PROGRESS, (REPORTER,), ("message",), guard=G.UNQUESTIONED,
         tells=TO_BOTH, opens=(C.RIGHT_AGENCY,), closes=(C.REPORTER_REPLY,), resumes=(C.RESOLUTION,)),
    *_in((S.ASSIGNED, S.IN_PROGRESS), A.KEEP_AGENCY, (P.ASSIGN,), needs=("explanation",), guard=G.QUESTIONED,
         tells=TO_REPORTER, closes=(C.RIGHT_AGENCY,)),
    *(Move(at, A.KEEP_AGENCY, at, (P.ASSIGN,), ("explanation",), G.QUESTIONED, TO_REPORTER, (anew,), (C.RIGHT_AGENCY,))
      for at, anew in ((S.NEEDS_INFO, C.REPORTER_COMPLETES), (S.ANSWERED, C.REPORTER_REPLY))),
    *(Move(at, A.REASSIGN, S.ASSIGNED, (P.ASSIGN,), ("agency", "explanation"), guard=G.QUESTIONED,
           tells=TO_OLD_AND_NEW, opens=(C.FIRST_FOLLOW_UP,), closes=(C.RIGHT_AGENCY,), drops=waits,
           resumes=(C.RESOLUTION, C.PUBLICATION))
      for at, waits in ((S.NEEDS_INFO, (C.REPORTER_COMPLETES, C.CONTRIBUTION)), (S.ANSWERED, (C.REPORTER_REPLY,)))),
    # what may happen in every open status without changing it
    *_in(OPEN, A.CLASSIFY, (P.VERIFY,), needs=("answers", "explanation"), tells=TO_REPORTER, kinds=(K.COMPLAINT,)),
    # what it is about, and so whether it is secret; who contests harm in it is answered by the level above
    *_in(OPEN, A.CATEGORISE, (P.VERIFY,), needs=("category", "explanation"), tells=(*TO_REPORTER, *TO_OWNER),
         closes=(C.RIGHT_CATEGORY,)),
    *_in(ENDED, A.CATEGORISE, (P.VERIFY,), needs=("category", "explanation"), tells=(*TO_REPORTER, *TO_BOTH),
         opens=(C.HARM,), closes=(C.RIGHT_CATEGORY,)),  # the coordinator of harm, who takes it up
    *_in(Status, A.CONTEST_CATEGORY, (REPORTER,), needs=("message",), guard=G.HARM_CONTESTABLE,
         tells=(*TO_REPORTER, *TO_DECIDER), opens=(C.RIGHT_CATEGORY,)),
    *_in(Status, A.MAKE_CONFIDENTIAL, (REPORTER,), guard=G.PUBLISHABLE, tells=TO_REPORTER, drops=(C.PUBLICATION,)),
    *_in(Status, A.MAKE_CONFIDENTIAL, (P.FOLLOW_UP, P.VERIFY), needs=("explanation",), guard=G.HIDEABLE,
         tells=TO_REPORTER, drops=(C.PUBLICATION,)),
    *_in(Status, A.LIFT_CONFIDENTIAL, (REPORTER,), guard=G.LIFTABLE, tells=TO_OWNER, opens=(C.PUBLICATION,)),
    # what the public reads
    *_in(Status, A.PROPOSE_TEXT, (P.PUBLISH,), needs=("public_title", "public_body", "change"), guard=G.PUBLISHABLE,
         tells=TO_REPORTER, closes=(C.PUBLICATION,)),
    *_in(Status, A.DECLINE_TEXT, (P.PUBLISH,), needs=("reason", "explanation"), guard=G.DECLINABLE,
         tells=TO_REPORTER, closes=(C.PUBLICATION,)),
    *_in(Status, A.CONTEST_TEXT, (REPORTER,), needs=("message",), guard=G.CONTESTABLE, tells=TO_DECIDER,
         opens=(C.PUBLICATION,)),
    *_in(Status, A.WITHDRAW_TEXT, (REPORTER,), guard=G.PUBLISHED, tells=TO_OWNER),
    *_in(Status, A.APPROVE_TEXT, (REPORTER,), guard=G.PROPOSED),
    *_in(Status, A.REFUSE_TEXT, (REPORTER,), guard=G.PROPOSED, tells=TO_OWNER),
    *_in(Status, A.NEW_PIN, (REPORTER,), needs=("pin_hash",), guard=G.RENEWABLE, tells=TO_REPORTER),
    # other agencies contribute; one leads and answers
    *_in((S.ASSIGNED, S.IN_PROGRESS), A.ASK_CONTRIBUTION, (P.ASSIGN, P.ANSWER), needs=("agency", "task"),
         tells=(*TO_REPORTER, *TO_OWNER), opens=(C.CONTRIBUTION,)),
    *_in(LED, A.CONTRIBUTE, (P.CONTRIBUTE,), needs=("agency", "contribution"), guard=G.CONTRIBUTING,
         tells=TO_OWNER, closes=(C.CONTRIBUTION,)),
    *_in(LED, A.DECLINE_CONTRIBUTION, (P.CONTRIBUTE,), needs=("agency", "reason", "explanation"), guard=G.CONTRIBUTING,
         tells=TO_OWNER, drops=(C.CONTRIBUTION,)),
    # the help that the reporter asked for, owed when the case has ended too; who can read the answer only now has all
    # days to reply, no other clock moves by it
    *(Move(at, A.RECORD_HELP, at, (P.FOLLOW_UP, P.VERIFY), ("item", "became"), G.HELP_ASKED, TO_REPORTER,
           opens=(C.REPORTER_REPLY,) if at is S.ANSWERED else ()) for at in Status),
    *_in(Status, A.HELP_UNMET, (REPORTER,), needs=("item",), guard=G.HELP_TOLD, tells=TO_OWNER),
    # a report in sign language: an interpreter writes its words, and who signed may mend them
    *_in(OPEN, A.INTERPRET, (P.VERIFY, P.INTERPRET), needs=("title", "body"), guard=G.SIGNED, tells=TO_REPORTER,
         closes=(C.INTERPRETATION,)),
    *_in(OPEN, A.CORRECT, (REPORTER,), needs=("title", "body"), guard=G.INTERPRETED, tells=TO_OWNER),
    # in which form letters come; the event doesn't say which
    *_in(Status, A.CHOOSE_FORM, (REPORTER,), needs=("form",)),
    # by the timers: whoever must act is reminded (of which clock, `notify` says); who answers for what is late
    *_in((S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS), A.REMIND, (SYSTEM,), tells=(*TO_BOTH, *TO_DECIDER)),
    *_in((S.NEEDS_INFO, S.ANSWERED), A.REMIND, (SYSTEM,), tells=(*TO_REPORTER, *TO_COORDINATOR, *TO_DECIDER)),
    *_in(ENDED, A.REMIND, (SYSTEM,), guard=G.UNDECIDED, tells=(*TO_COORDINATOR, *TO_DECIDER)),
    *_in((S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, S.ANSWERED), A.ESCALATE, (SYSTEM,), needs=("agency",),
         tells=(*TO_REPORTER, *TO_OWNER)),
    # by an operator's command: nobody can work on what has no words, and there is nobody left to tell
    *(Move(status, A.ERASE, S.ARCHIVED if status in OPEN else status, (SYSTEM,), ("reason",), drops=ALL_CLOCKS)
      for status in Status),
)  # fmt: skip


OWNER_CLOCK: dict[Status, Clock] = {
    Status.RECEIVED: Clock.VERIFICATION,
    Status.NEEDS_INFO: Clock.REPORTER_COMPLETES,
    Status.ASSIGNED: Clock.FIRST_FOLLOW_UP,
    Status.IN_PROGRESS: Clock.RESOLUTION,
    Status.ANSWERED: Clock.REPORTER_REPLY,
}
"""The clock by which a queue is ordered: each open status runs exactly one that somebody must obey."""
