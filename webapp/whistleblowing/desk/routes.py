"""`/meja`: the inbox and the pages of one report."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Response, abort, redirect, request
from wtforms import Form

from webapp.base.forms import Choice
from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.whistleblowing import downloads, paging
from webapp.whistleblowing.desk import forms, handing, leaves, queries
from webapp.whistleblowing.desk.acts import ACTS, ASK_IDENTITY, BY_SLUG, Act
from webapp.whistleblowing.desk.blueprint import bp
from webapp.whistleblowing.desk.cases import Case, Due, short
from webapp.whistleblowing.desk.forms import ActForm
from webapp.whistleblowing.desk.queries import After
from webapp.whistleblowing.desk.service import Deed, Refused, Stale
from webapp.whistleblowing.rules import needs
from webapp.whistleblowing.status_words import STATUS_NAMES
from webapp.whistleblowing.tree import Me, Person, Role
from webapp.whistleblowing.web import house, today

REPORT = "/laporan/<string(length=32):report_id>"
BOTH = (Role.INSPECTOR, Role.CUSTODIAN)


@bp.get("")
@needs(*BOTH)
def inbox(me: Me) -> Response:
    """An inspector's reports; a custodian has requests instead."""
    if me.role is Role.CUSTODIAN:
        return redirect("/meja/identitas", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    which = request.args.get("saring", "")
    with house().db.read() as session:
        rows, after = queries.inbox(session, me, today(), which, _after(request.args.get("sesudah", "")))
        counts = queries.counts(session, me, today())
    return page(
        "whistleblowing/desk/inbox.html",
        me=me,
        rows=rows,
        which=which,
        counts=counts,
        names=STATUS_NAMES,
        short=short,
        done=_done_before(),
        after=f"{after[0].isoformat()}.{after[1]}" if after else "",
    )


def _after(typed: str) -> After | None:
    """Where to go on, from an address; what can't be read is the beginning."""
    day, dot, report_id = typed.partition(".")
    try:
        return (date.fromisoformat(day), report_id) if dot else None
    except ValueError:
        return None


@bp.get(REPORT)
@needs(Role.INSPECTOR)
def case(me: Me, report_id: str) -> Response:
    """Everything of one report, and what can be done with it."""
    seen = case_of(me, report_id)
    return page(
        "whistleblowing/desk/case.html",
        me=me,
        case=seen,
        leaf=paging.leaf(
            leaves.of_case(seen), request.args.get("halaman", ""), used=paging.weight("; ".join(seen.key_holders))
        ),
        acts=[act for act in ACTS if act.offered(seen) and act is not ASK_IDENTITY],
        names=STATUS_NAMES,
        due=Due.of(seen.due_on, today()),
        done=_done_before(),
    )


def _done_before() -> str:
    """The deed that led here, from the address: the page says so, or nobody would hear that it was done."""
    deed = BY_SLUG.get(request.args.get("selesai", ""))
    return deed.label if deed else ""


def case_of(me: Me, report_id: str) -> Case:
    """The report, opened; 404 for whoever was not handed its key."""
    with house().db.read() as session:
        return queries.open_case(session, me, report_id) or abort(HTTPStatus.NOT_FOUND)


@bp.get(f"{REPORT}/berkas/<string(length=32):file_id>")
@needs(Role.INSPECTOR)
def file(me: Me, report_id: str, file_id: str) -> Response:
    """A file to keep, opened frame by frame; nothing is answered before its first frame has opened."""
    found = next((one for one in case_of(me, report_id).files if one.id == file_id), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return downloads.to_keep(house(), found)


@bp.route(f"{REPORT}/<any({', '.join(repr(act.slug) for act in ACTS)}):slug>", methods=["GET", "POST"])
@needs(Role.INSPECTOR)
def act(me: Me, report_id: str, slug: str) -> Response:
    """One deed: its form, and what comes of it."""
    seen, deed = case_of(me, report_id), BY_SLUG[slug]
    if not deed.offered(seen):
        abort(HTTPStatus.NOT_FOUND)
    form = forms.fitted(deed.form, request.form if request.method == "POST" else None, seen, _people(seen))
    if request.method == "POST" and form.validate():
        problem = _done(me, seen, deed, form)
        if problem is None:
            there = "/meja" if slug == "lepas-kunci" else f"/meja/laporan/{report_id}"
            return redirect(f"{there}?selesai={slug}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
        form.form_errors.append(problem)
    return form_page("whistleblowing/desk/act.html", me, form, case=seen, act=deed)


def _people(seen: Case) -> list[Person]:
    with house().db.read() as session:
        return list(handing.colleagues(session, seen))


def _done(me: Me, seen: Case, deed: Act, form: ActForm) -> str | None:
    """Do it; the sentence that says why it was not done, where it wasn't."""
    try:
        deed.done(house().db, Deed(me, seen, form.version, today()), form)
    except Refused as refused:
        return refused.sentence
    except Stale:
        return stale(form, case_of(me, seen.report_id))
    return None


def stale(form: ActForm, seen: Case) -> str:
    """What is said to who comes too late; the form knows the newest version from now on."""
    form.look_at(seen)
    return _(
        "Laporan ini berubah sesudah Anda membukanya. Lihat dulu perubahannya di tab lain, "
        "lalu kirim lagi bila masih sesuai. Yang Anda tulis masih ada."
    )


def form_page(template: str, me: Me, form: Form, **more: Any) -> Response:
    """A page with a form; a choice of which nothing is ticked says so."""
    for one in form:
        if isinstance(one, Choice):
            one.say_if_open()
    return page(template, me=me, form=form, **more)
