"""Copies of a report that leave the desk: masked first, then as an accessible PDF or as text."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, redirect, render_template, request

from webapp.base import documents
from webapp.base.documents import FORMS, attachment
from webapp.base.makers import NoDocument, typeset
from webapp.base.sentences import _, say
from webapp.whistleblowing import downloads, paging
from webapp.whistleblowing.brakes import Busy
from webapp.whistleblowing.desk import forms, masking, sections, service
from webapp.whistleblowing.desk.blueprint import bp
from webapp.whistleblowing.desk.cases import MASKED, Case
from webapp.whistleblowing.desk.routes import REPORT, case_of, form_page, stale
from webapp.whistleblowing.desk.service import Deed, Stale
from webapp.whistleblowing.paging import Part
from webapp.whistleblowing.rules import needs
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.web import house, today


@bp.route(f"{REPORT}/samarkan", methods=["GET", "POST"])
@needs(Role.INSPECTOR)
def mask(me: Me, report_id: str) -> Response:
    """What is to be masked, line by line; looked at first, then kept among the notes."""
    case = case_of(me, report_id)
    whole = sections.of(case)
    form = forms.fitted(forms.MaskForm, request.form if request.method == "POST" else None, case)
    if request.method != "POST":
        form.kata.data = "\n".join(masking.suggestions(text for _title, text in whole))
    words = (form.kata.data or "").splitlines()
    result = [(title, masking.masked(text, words)) for title, text in whole]
    if request.method == "POST" and form.validate() and request.form.get("langkah") == "simpan":
        try:
            kept = service.note(json.dumps(result, ensure_ascii=False), MASKED)
            service.do(house().db, Deed(me, case, form.version, today()), kept)
        except Stale:
            form.form_errors.append(stale(form, case_of(me, report_id)))
        else:
            return redirect(f"/meja/laporan/{report_id}/salinan", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    leaf = paging.leaf((Part("", text, title=title) for title, text in result), request.form.get("halaman", ""))
    return form_page("whistleblowing/desk/mask.html", me, form, case=case, leaf=leaf)


@bp.route(f"{REPORT}/salinan", methods=["GET", "POST"])
@needs(Role.INSPECTOR)
def copy(me: Me, report_id: str) -> Response:
    """A copy to keep, whole or masked; that it was taken is written down."""
    case = case_of(me, report_id)
    form = forms.fitted(forms.CopyForm, request.form if request.method == "POST" else None, case)
    if request.method == "POST" and form.validate():
        try:
            answer = _copied(case, form.isi.data == forms.MASKED_COPY, request.form.get("bentuk", ""))
        except NoDocument as reason:
            shown = form_page("whistleblowing/desk/copy.html", me, form, case=case, told=reason.sentence)
            return documents.refuse(shown, reason)
        with house().db.write() as session:
            service.audit(session, Deed(me, case, case.version, today()), "exported")
        return answer
    return form_page("whistleblowing/desk/copy.html", me, form, case=case, told="")


def _copied(case: Case, masked: bool, form: str) -> Response:
    whole = case.masked if masked else sections.of(case)
    heading = (
        _("Laporan %(name)s, salinan tersamar", name=case.short) if masked else _("Laporan %(name)s", name=case.short)
    )
    name = f"laporan-{case.short.replace(' ', '-').lower()}{'-tersamar' if masked else ''}"
    asked = FORMS.get(form)
    if asked is None or asked.make is not typeset:
        return downloads.sandboxed(attachment(sections.plain(heading, whole), "text/plain", f"{name}.txt"))
    html = render_template(
        "whistleblowing/desk/paper.html", points=asked.points, heading=heading, sections=whole, case=case, today=today()
    )
    return downloads.sandboxed(attachment(_typeset(html), "application/pdf", f"{name}.pdf"))


def _typeset(html: str) -> bytes:
    """By a process of its own that gets the text by pipe, one at a time."""
    try:
        with house().brakes.papers.turn():
            return typeset(html)
    except Busy as busy:
        sentence = say(documents.BUSY, seconds=busy.seconds)
        raise NoDocument(sentence, HTTPStatus.SERVICE_UNAVAILABLE, busy.seconds) from None
