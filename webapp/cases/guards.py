"""What must hold of a case beside its status, for a row of the table to count (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from webapp.cases import parts
from webapp.cases.reasons import CONTESTED, HARM, OPEN_QUESTION, TEXT_PUBLIC, TEXT_WAITS
from webapp.cases.signs import TOLD

if TYPE_CHECKING:
    from webapp.cases.events import State


class Guard(StrEnum):
    """What must hold of the case beside its status."""

    ALWAYS = "always"
    HANDLED = "handled"  # an agency had begun to work on it
    UNHANDLED = "unhandled"
    FOLLOWED_UP = "followed_up"  # no close by timer without it, while the agency is in question or help is owed
    NOT_ANONYMOUS = "not_anonymous"
    PUBLISHABLE = "publishable"  # not confidential
    HIDEABLE = "hideable"  # by officers: not where the reporter has lifted secrecy, or contests a refusal
    PROPOSED = "proposed"  # a public text waits for the reporter's word
    PUBLISHED = "published"  # the reporter has passed it
    DECLINABLE = "declinable"  # neither confidential nor declined already
    CONTESTABLE = "contestable"  # publication was declined, and the reporter has not contested that yet
    UNDECIDED = "undecided"  # somebody must decide: on a contested category or publication, or on harm after the end
    HARM_CONTESTABLE = "harm_contestable"  # an officer's category calls it harm, and nobody has contested that yet
    HARM_AFTER_END = "harm_after_end"  # called harm when it had ended, and not taken up since
    LIFTABLE = "liftable"  # confidential by choice, not because of violence, sexual harm or children
    MERGEABLE = "mergeable"  # neither anonymous nor confidential
    UNQUESTIONED = "unquestioned"  # the reporter has not said yet that this agency is the wrong one
    QUESTIONED = "questioned"  # the reporter has, and the coordinator has not decided
    UNDISPUTED = "undisputed"  # no decision on the agency is owed: whoever owes it may not end the case instead
    UNREAD = "unread"  # words of the reporter that nobody has answered, or said to have read
    RENEWABLE = "renewable"  # the PIN may be replaced by mail: not anonymous; how long when secret, `secrecy` says
    CONTRIBUTING = "contributing"  # another agency was asked for its part
    HELP_ASKED = "help_asked"  # the reporter asked for an accommodation that is neither met nor refused
    HELP_TOLD = "help_told"  # an accommodation was promised, met or refused
    SIGNED = "signed"  # told in a video of sign language
    INTERPRETED = "interpreted"  # and its words were written since


HOLDS: Mapping[Guard, Callable[[State], bool]] = {
    Guard.ALWAYS: lambda case: True,
    Guard.HANDLED: lambda case: case.handled,
    Guard.UNHANDLED: lambda case: not case.handled,
    Guard.FOLLOWED_UP: lambda case: (
        case.followed_up and case.agency_question != OPEN_QUESTION and not parts.unmet(case.helps)
    ),
    Guard.NOT_ANONYMOUS: lambda case: not case.anonymous,
    Guard.PUBLISHABLE: lambda case: not case.confidential,
    Guard.HIDEABLE: lambda case: not (case.confidential or case.lifted or case.text_state == "contested"),
    Guard.PROPOSED: lambda case: case.text_state in TEXT_WAITS,
    Guard.PUBLISHED: lambda case: case.text_state in TEXT_PUBLIC,
    Guard.DECLINABLE: lambda case: not case.confidential and case.text_state != "declined",
    Guard.CONTESTABLE: lambda case: case.text_state == "declined" and case.text_decider is None,
    Guard.UNDECIDED: lambda case: bool(CONTESTED in (case.category_state, case.text_state) or case.harm_since),
    Guard.HARM_CONTESTABLE: lambda case: case.category_state == HARM and case.category_decider is None,
    Guard.HARM_AFTER_END: lambda case: case.harm_since is not None,
    Guard.LIFTABLE: lambda case: case.confidential and not case.sensitive,
    Guard.MERGEABLE: lambda case: not (case.anonymous or case.confidential),
    Guard.UNQUESTIONED: lambda case: case.agency_question is None,
    Guard.QUESTIONED: lambda case: case.agency_question == OPEN_QUESTION,
    Guard.UNDISPUTED: lambda case: case.agency_question != OPEN_QUESTION,
    Guard.UNREAD: lambda case: case.unread_since is not None,
    Guard.RENEWABLE: lambda case: not case.anonymous,
    Guard.CONTRIBUTING: lambda case: bool(parts.waited_for(case.contributors)),
    Guard.HELP_ASKED: lambda case: bool(parts.unmet(case.helps)),
    Guard.HELP_TOLD: lambda case: bool(parts.told(case.helps)),
    Guard.SIGNED: lambda case: case.signs is not None,
    Guard.INTERPRETED: lambda case: case.signs == TOLD,
}
