"""What the reporter takes along on paper: a letter, or the dossier for the Ombudsman. Changes nothing.

Each page is the answer to a POST with the key of the reporter's page, and carries a fresh one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Response, abort, request

from webapp.base import documents
from webapp.base.clock import local_date
from webapp.base.i18n import datetime_long, language
from webapp.base.ids import Ticket, slug
from webapp.base.makers import NoDocument
from webapp.base.pages import page
from webapp.base.paper_form import PaperForm
from webapp.base.sentences import _
from webapp.base.web import config, database, now
from webapp.cases import ombudsman
from webapp.cases.keys import Keys
from webapp.cases.notify import reporter_is_told
from webapp.cases.workflow import Action
from webapp.tracking import dossier_queries, keys, queries
from webapp.tracking.dossier import Dossier, as_json, compile_dossier
from webapp.tracking.happenings import title_of
from webapp.tracking.own import told_original
from webapp.tracking.paper_forms import LetterForm, OmbudsmanForm
from webapp.tracking.paper_words import GROUNDS, LACKS, TOLD_LACKS
from webapp.tracking.story import tell
from webapp.tracking.tracked import Tracked


def answer(ticket: Ticket, pin_hash: str) -> Response:
    """The paper that the pressed button asks for; the caller has seen the key."""
    seen = queries.for_reporter(database(), ticket, now())
    paper = PAPERS.get(request.form["kertas"])
    return paper(seen, pin_hash) if seen and paper else abort(HTTPStatus.NOT_FOUND)


def _letters(seen: Tracked, pin_hash: str) -> Response:
    """Which letters there are, the newest chosen."""
    return _letters_page(seen, pin_hash, _letter_form(seen, None))


def _letter(seen: Tracked, pin_hash: str) -> Response:
    """The chosen letter in the chosen form."""
    form = _letter_form(seen, request.form)
    if not form.validate():
        return _letters_page(seen, pin_hash, form)
    entry = seen.entries[int(form.surat.data) - 1]
    letter = dossier_queries.letter(database(), seen.ticket, entry.seq, language(), config().site)
    day = local_date(entry.at, seen.zone)
    return _document(
        *("print/letter.html", f"surat-{slug(seen.ticket)}-{entry.seq}"),
        lambda problem: _letters_page(seen, pin_hash, form, problem),
        letter=letter,
        seen=seen,
        day=day,
    )


def _letter_form(seen: Tracked, typed: Mapping[str, str] | None) -> LetterForm:
    told = [one for one in seen.entries if reporter_is_told(one)]
    days = {one.seq: datetime_long(one.at, seen.zone.value) for one in told}
    what = {one.seq: title_of(one, seen.names, seen.state.kind) for one in told}
    titles = ((one.seq, _("%(day)s: %(what)s", day=days[one.seq], what=what[one.seq])) for one in told)
    form = LetterForm(typed, reversed(list(titles)))
    if typed is None:
        form.surat.data = str(told[-1].seq)
    return form


def _letters_page(seen: Tracked, pin_hash: str, form: LetterForm, problem: str = "") -> Response:
    paper = PaperForm(request.form.get("bentuk") or seen.form, letters=True)
    return page("tracking/letters.html", form=form, paper=paper, problem=problem, seen=seen, key=_key(seen, pin_hash))


def _ombudsman(seen: Tracked, pin_hash: str, problem: str = "") -> Response:
    """Whether this report may be taken on, why, what is missing, how it is done, and the dossier."""
    form, dossier = _dossier(seen)
    return page(
        "tracking/ombudsman.html",
        form=form,
        problem=problem,
        dossier=dossier,
        grounds=_why(dossier),
        lacks=[LACKS[one] for one in dossier.verdict.lacks],
        seen=seen,
        key=_key(seen, pin_hash),
    )


def _take_along(seen: Tracked, pin_hash: str) -> Response:
    """The dossier, as PDF or as data; the page anew when only its questions were answered."""
    if "bentuk" not in request.form:
        return _ombudsman(seen, pin_hash)
    _form, dossier = _dossier(seen)
    name, site = f"berkas-ombudsman-{slug(seen.ticket)}", config().site
    if request.form.get("bentuk") == "json":
        text = json.dumps(as_json(dossier, site), ensure_ascii=False, indent=1)
        return documents.attachment(text, "application/json", f"{name}.json")
    return _document(
        *("print/dossier.html", name),
        lambda problem: _ombudsman(seen, pin_hash, problem),
        dossier=dossier,
        story=tell(seen, to_public=False),
        original=told_original(seen),
        seen=seen,
        grounds=_why(dossier),
        lacks=[TOLD_LACKS[one] for one in dossier.verdict.lacks],
    )


def _why(dossier: Dossier) -> list[str]:
    """What speaks for it, with what the reporter said of the outcome."""
    told = [str(GROUNDS[one]) for one in dossier.verdict.grounds]
    if dossier.seen.state.stars:
        told.append(_("Nilai pelapor atas penanganannya: %(stars)s dari 5.", stars=dossier.seen.state.stars))
    reopened = sum(entry.action is Action.REOPEN for entry in dossier.seen.entries)
    if reopened:
        told.append(_("Pelapor membuka kembali laporan ini, %(count)s kali.", count=reopened))
    return told


def _dossier(seen: Tracked) -> tuple[OmbudsmanForm, Dossier]:
    record = dossier_queries.record(database(), seen.ticket, Keys.of(config()))
    if record is None:
        abort(HTTPStatus.NOT_FOUND)
    form = OmbudsmanForm(request.form, local_date(seen.now, seen.zone), ombudsman.content(seen.entries))
    return form, compile_dossier(seen, record, form.said())


def _document(template: str, name: str, instead: Callable[[str], Response], **context: object) -> Response:
    """In the form asked for, or the page it was asked for on, saying why there is none."""
    try:
        return documents.document(template, name, request.form.get("bentuk", ""), **context)
    except NoDocument as reason:
        return documents.refuse(instead(reason.sentence), reason)


def _key(seen: Tracked, pin_hash: str) -> str:
    return keys.hand_out(config().secret_key, seen.ticket, pin_hash, seen.now)


PAPERS: Mapping[str, Callable[[Tracked, str], Response]] = {
    "surat": _letters,
    "unduh-surat": _letter,
    "ombudsman": _ombudsman,
    "berkas": _take_along,
}
"""What the button of a form asks for."""
