"""The pages of the walk. All but the one with the code are compressed: no other site can make a browser send what they
mirror (docs/decisions/0034).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response
from wtforms import Form

from webapp.base.forms import Choice
from webapp.base.kept_pages import compressed
from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.base.web import wait
from webapp.whistleblowing import codes, paging
from webapp.whistleblowing.brakes import Busy, Full
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.statuses import DAYS, Status
from webapp.whistleblowing.walk import forms
from webapp.whistleblowing.walk.queries import people, places
from webapp.whistleblowing.walk.sheet import (
    ALL,
    CHECK,
    IDENTITY,
    LEADERS,
    PEOPLE,
    PLACE,
    SEARCH,
    SEEN,
    answer_field,
    group_step,
)
from webapp.whistleblowing.walk.steps import Steps
from webapp.whistleblowing.web import house

_HERE = "whistleblowing/walk/"
Rows = list[tuple[str, str, list[str]]]


def first(busy: Busy | None = None) -> Response:
    """What is promised and what is not, before anything is asked; 429 where it can't begin now."""
    answer = _light(
        "first.html", places=places(house()), most=forms.MOST_PLACES, busy=busy, full=isinstance(busy, Full)
    )
    return wait(answer, busy.seconds) if busy else answer


def protection() -> Response:
    """What the law gives to who reports, and what makes reporting safer."""
    return _light("protection.html")


def step(steps: Steps, name: str, form: Form, told: str = "") -> Response:
    """One step, with `told` about what just happened."""
    sheet, order = steps.sheet, steps.order
    _settle(form)
    return _light(
        "step.html",
        form=form,
        step=name,
        sheet=sheet,
        told=told,
        heading=steps.heading(name),
        number=order.index(name) + 1,
        total=len(order),
        before=steps.before(name),
        seen=bool(sheet.first(SEEN)),
        whole=name == ALL,
        may_be_whole=name == group_step(steps.groups[0].id),
        reading=steps.reading,
        conditions=_conditions(steps) if name == ALL else {},
    )


def check(steps: Steps, faults: list[str]) -> Response:
    """Everything as it will be sent, and who will read it."""
    sheet, reading = steps.sheet, steps.who_reads()
    form = forms.form_of({}, None)
    form.form_errors += faults
    rows = _rows(steps)
    named = people(house(), steps.place)
    excluded = [f"{one.name}, {one.office}" for one, _place in named if reading.excluded.bars(one)]
    return _light(
        "check.html",
        form=form,
        sheet=sheet,
        rows=_shortened(rows),
        is_short=_shortened(rows) != rows,
        reading=reading,
        mark=sheet.mark(reading.readers.seal),
        excluded=[*excluded, *sheet.others],
        leaders=bool(sheet.first(LEADERS)),
        identity=sheet.first(IDENTITY),
        before=steps.before(CHECK),
        chosen=next((one.name for one in steps.places if one.id == steps.place), ""),
        place_step=PLACE if PLACE in steps.order else "",
        people_step=PEOPLE,
        files_step=ALL if ALL in steps.order else next(group_step(one.id) for one in steps.groups if one.files),
    )


def sent(token: str, *, again: bool = False, over: bool = False, faults: tuple[str, ...] = ()) -> Response:
    """It is sent; the code waits behind a button, unless that is `over`.

    `again`: it had been sent before, and what came now was not added.
    """
    form = forms.form_of({}, None)
    form.form_errors += faults
    return _light("sent.html", form=form, token=token, again=again, over=over)


def code(token: str, digits: Code, fault: str = "") -> Response:
    """The code, and the question for its last group; never compressed."""
    form = forms.code_form(fault)
    shown = " ".join(codes.groups(digits))
    return page(f"{_HERE}code.html", form=form, token=token, digits=shown, groups=codes.GROUPS)


def done(kept_until: date) -> Response:
    """What happens now, and the day after which all is deleted unless somebody prolongs it."""
    days = {status.value: DAYS[status] for status in (Status.RECEIVED, Status.VERIFYING)}
    return _light("done.html", days=days, kept_until=kept_until)


def _settle(form: Form) -> None:
    """Where no list is there yet, what is wrong with the choice is said at the search."""
    for field in form:
        if isinstance(field, Choice):
            field.say_if_open()
            if field.name == PLACE and not field.choices:
                form[SEARCH].errors, field.errors = [*form[SEARCH].errors, *field.errors], []


def _light(template: str, **context: Any) -> Response:
    return compressed(page(f"{_HERE}{template}", **context))


def _shortened(rows: Rows) -> Rows:
    """Only how each answer begins, where all are long together."""
    weights = [paging.weight(text) for *_where, texts in rows for text in texts]
    most = paging.ROOM if sum(weights) <= paging.ROOM else paging.ROOM // len(weights)
    return [(term, step, [paging.short(text, most) for text in texts]) for term, step, texts in rows]


def _rows(steps: Steps) -> Rows:
    """Each question that is asked, the step that changes its answer, and the answer."""
    return [
        (_(one.label), step, [_(words) if words in one.options.values() else words for words in steps.answer(one)])
        for group in steps.groups
        for step in [ALL if ALL in steps.order else group_step(group.id)]
        for one in group.questions
        if one in steps.asked
    ]


def _conditions(steps: Steps) -> dict[str, list[str]]:
    """After which answers a question counts, for the page that asks all at once."""
    questions = [one for group in steps.groups for one in group.questions]
    labels = {one.id: one.options for one in questions}
    return {
        answer_field(one.id): [_(labels[one.when[0]][value]) for value in sorted(one.when[1])]
        for one in questions
        if one.when
    }
