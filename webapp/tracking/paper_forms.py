"""What is asked before something is set on paper: which letter; and for the Ombudsman what the record doesn't know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Form, FormField

from webapp.base.dates import Fault
from webapp.base.day_form import DayForm
from webapp.base.forms import Choice, options
from webapp.base.sentences import _l
from webapp.tracking.dossier import Said
from webapp.tracking.paper_words import CHOOSE_LETTER, DAY_INCOMPLETE


class LetterForm(Form):
    """One of the letters of a case, by the number of its event."""

    surat = Choice(_l("Surat yang mana?"), missing=CHOOSE_LETTER)

    def __init__(self, formdata: Any, letters: Iterable[tuple[int, str]]) -> None:
        super().__init__(formdata)
        self.surat.choices = options((str(seq), title) for seq, title in letters)


class EventDay(DayForm):
    """The day of the event; it may be left out."""

    instead: Mapping[Fault, str] = {Fault.INCOMPLETE: DAY_INCOMPLETE}


@dataclass(frozen=True)
class Facts:
    """What DayForm asks its form for."""

    today: date


class OmbudsmanForm(Form):
    """What only the reporter can say; both may stay empty."""

    puas = Choice(
        _l("Apakah Anda puas dengan hasilnya?"),
        [("", _l("Belum saya nilai")), ("belum", _l("Belum puas")), ("puas", _l("Sudah puas"))],
        default="",
    )
    kejadian = FormField(EventDay, _l("Kapan kejadiannya?"), separator="_")

    def __init__(self, formdata: Any, today: date, content: bool | None) -> None:
        """`content` is what the record knows already; it stands there until the reporter says otherwise."""
        self.facts = Facts(today)
        super().__init__(formdata)
        if self.puas.name not in formdata and content is not None:
            self.puas.data = "puas" if content else "belum"

    def said(self) -> Said:
        """The answers, as far as they can be understood."""
        valid = self.validate()
        content = {"belum": False, "puas": True}.get(self.puas.data or "")
        return Said(content, self.kejadian.form.found if valid else None)
