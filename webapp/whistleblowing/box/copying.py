"""Own words to be copied, for an ordinary report elsewhere: nothing is handed over by us."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from webapp.base.forms import options
from webapp.base.pages import page
from webapp.whistleblowing import paging
from webapp.whistleblowing.box import queries, views
from webapp.whistleblowing.box.forms import PiecesForm
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.web import house

PIECES, SHORT, ROOM = 15, 110, 5_000
"""So many pieces are to be chosen from on a page, so many bytes of each are shown, so many are copied at once."""
SHOW, LIST, PART = "tampil", "halaman", "lembar"
"""Buttons: what is chosen on a page of the list (its number), another page of the list, another part of the text."""


def copy(seat: Seat) -> Response:
    """A page of what can be copied, or what was chosen there, in parts that fit a page."""
    pieces = _pieces(seat)
    number = request.form.get(LIST) or request.form.get(SHOW, "")
    listed = paging.few(list(pieces.items()), PIECES, number)
    form = PiecesForm(request.form)
    form.bagian.choices = options((name, paging.short(text, SHORT)) for name, text in listed.items)
    if SHOW not in request.form or LIST in request.form or not form.validate():
        return page("whistleblowing/box/copy.html", form=form, listed=listed)
    chosen = form.bagian.data or []
    parts = paging.split("\n\n".join(pieces[one] for one in chosen), ROOM)
    part = paging.few(parts, 1, request.form.get(PART, ""))
    return page("whistleblowing/box/copied.html", chosen=chosen, listed=listed, now=part)


def _pieces(seat: Seat) -> Mapping[str, str]:
    """Own words by a name of ours: answers first, then messages."""
    sent, found = queries.sent_of(house().db, seat), views.box_of(seat)
    own = (one for work in reversed(found.works) for one in work.said or () if not one.who and not one.file)
    answers = sent.answers.values() if sent else ()
    first = {f"j-{number}": "\n".join(texts) for number, texts in enumerate(answers)}
    return {**first, **{f"t-{one.id}": one.text for one in own}}
