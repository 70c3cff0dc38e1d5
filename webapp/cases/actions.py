"""What is done to a case, and by whom beside officers: the codes of the table in `cases.workflow` (pure)."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What somebody does to a case."""

    RECEIVE = "receive"
    ASK_INFO = "ask_info"
    SUPPLY_INFO = "supply_info"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    RETURN = "return"
    START = "start"
    NOTE = "note"
    ANSWER = "answer"
    CONFIRM = "confirm"
    CONFIRM_FOR = "confirm_for"
    REPLY = "reply"
    ADD_MESSAGE = "add_message"
    READ = "read"
    CLOSE = "close"
    TIME_OUT = "time_out"
    REOPEN = "reopen"
    TAKE_UP = "take_up"
    ARCHIVE = "archive"
    CONTEST = "contest"
    MERGE = "merge"
    CLASSIFY = "classify"
    CATEGORISE = "categorise"
    CONTEST_CATEGORY = "contest_category"
    MAKE_CONFIDENTIAL = "make_confidential"
    LIFT_CONFIDENTIAL = "lift_confidential"
    PROPOSE_TEXT = "propose_text"
    APPROVE_TEXT = "approve_text"
    REFUSE_TEXT = "refuse_text"
    WITHDRAW_TEXT = "withdraw_text"
    DECLINE_TEXT = "decline_text"
    CONTEST_TEXT = "contest_text"
    RATE = "rate"
    NEW_PIN = "new_pin"
    WRONG_AGENCY = "wrong_agency"
    KEEP_AGENCY = "keep_agency"
    REMIND = "remind"
    ESCALATE = "escalate"
    ERASE = "erase"
    ASK_CONTRIBUTION = "ask_contribution"
    CONTRIBUTE = "contribute"
    DECLINE_CONTRIBUTION = "decline_contribution"
    RECORD_HELP = "record_help"
    HELP_UNMET = "help_unmet"
    INTERPRET = "interpret"
    CORRECT = "correct"
    CHOOSE_FORM = "choose_form"


class Party(StrEnum):
    """Who acts without being an officer."""

    REPORTER = "reporter"
    SYSTEM = "system"
