"""In which form a document is wanted."""

from __future__ import annotations

from typing import Any

from wtforms import Form, SelectField

from webapp.base.documents import FORMS
from webapp.base.forms import options
from webapp.base.sentences import _, _l

ONLY_LETTERS = frozenset({"sms"})


class PaperForm(Form):
    """One of the forms of `documents.FORMS`; `chosen` stands there, or the first."""

    bentuk = SelectField(_l("Dalam bentuk apa?"), validate_choice=False)

    def __init__(self, chosen: str | None, formdata: Any = None, *, letters: bool = False) -> None:
        super().__init__(formdata, bentuk=chosen if chosen in FORMS else next(iter(FORMS)))
        offered = ((code, form) for code, form in FORMS.items() if letters or code not in ONLY_LETTERS)
        self.bentuk.choices = options(
            (code, _("%(form)s: %(note)s", form=form.name, note=form.note)) for code, form in offered
        )
