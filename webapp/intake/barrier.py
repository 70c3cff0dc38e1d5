"""A barrier that somebody met on this site: one short page, which ends in the ordinary check and an ordinary report.

What the ordinary questions would ask is answered here already, and can be changed from the check; nobody is asked for a
place. The category makes it a case of its own kind: it has its own clock, and the operator's rules say who gets it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request

from webapp.base import drafts
from webapp.base.forms import NO, PlainStringField, PlainTextAreaField, Required
from webapp.base.i18n import date_long
from webapp.base.pages import page
from webapp.base.sentences import _, _l, say
from webapp.base.web import wait
from webapp.cases.reports import BARRIER, BODY, TITLE, Helper, Kind
from webapp.intake import brakes, flow
from webapp.intake.fields import AtMost
from webapp.intake.forms import NOTE, ContactForm
from webapp.intake.step_form import StepForm
from webapp.intake.steps import CHECK


class BarrierForm(StepForm):
    """Where, what happened, with which tool, and how to answer."""

    halaman = PlainStringField(_l("Di halaman mana? (boleh kosong)"), [AtMost(TITLE - 30)])
    kendala = PlainTextAreaField(
        _l("Apa yang ingin Anda lakukan, dan apa yang terjadi?"),
        [Required(_l("Ceritakan hambatannya, satu kalimat saja.")), AtMost(BODY - 1000)],
    )
    alat = PlainStringField(
        _l("Alat bantu yang Anda pakai (boleh kosong)"), [AtMost(NOTE)],
        description=_l("Misalnya NVDA, TalkBack, pembesar layar, atau papan ketik saja."),
    )  # fmt: skip
    surel: Any = ContactForm.surel
    telepon: Any = ContactForm.telepon

    def report(self) -> drafts.Fields:
        """The fields of the ordinary form that this one answers."""
        parts = (self.kendala.data, _said(self.halaman), _said(self.alat))
        title = _("Hambatan di situs ini: %(page)s", page=self.halaman.data or "")
        return {
            "tentang_kantor": ["belum_tahu"],
            "jenis": [Kind.COMPLAINT.value],
            "topik": [BARRIER],
            "judul": [title.rstrip(": ")],
            "isi": ["\n".join(filter(None, parts))],
            "kira": [date_long(self.facts.today)],
            "anonim": [NO],
            "rahasia": [NO],
            "surel": [self.surel.data or ""],
            "telepon": [self.telepon.data or ""],
            "siapa": [Helper.NONE.value],
        }


def _said(field: PlainStringField) -> str:
    label = str(field.label.text).partition(" (")[0]
    return f"{label}: {field.data}" if field.data else ""


def blank(asked: flow.Asked) -> Response:
    """The empty page; it knows the page of this site from which the person came."""
    came = urlsplit(request.referrer or "")
    form = asked.judge.show(asked.sheet, BarrierForm)
    form.halaman.data = came.path[: TITLE - 30] if came.netloc == request.host else ""
    return _shown(form)


def answer(asked: flow.Asked) -> Response:
    """On to the check; or the page again, filled in."""
    form = asked.judge.read(asked.sheet, BarrierForm, request.form)
    if not form.validate():
        return _shown(form)
    try:
        return flow.onward(asked.store(form.report()), CHECK)
    except brakes.TooManyDrafts as reason:
        form.form_errors.append(say(brakes.DRAFT_WAIT, minutes=brakes.minutes(reason.seconds)))
        return wait(_shown(form, HTTPStatus.TOO_MANY_REQUESTS), reason.seconds)


def _shown(form: BarrierForm, status: int | None = None) -> Response:
    return page("intake/barrier.html", form=form, status=status)
