"""The titles of questions by their id, as the questionnaire has them; an unknown one is shown by its id."""

from __future__ import annotations


def title(question_id: str) -> str:
    """What the reporter was asked."""
    return question_id.replace("_", " ").capitalize()
