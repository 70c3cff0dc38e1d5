"""`/`: one address for all steps, so that the browser's history says nothing. `langkah` is what was pressed."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, request
from wtforms import Form

from webapp.base.drafts import is_token
from webapp.base.file_words import sentences
from webapp.base.sentences import _, _l
from webapp.base.uploads import Upload, takes_files
from webapp.base.web import wait
from webapp.whistleblowing import codes, evidence
from webapp.whistleblowing.brakes import Busy, FilesOfToday, Full
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.rules import anyone
from webapp.whistleblowing.sending import FileGone, NotAsShown, SentBefore
from webapp.whistleblowing.walk import forms, pages, queries, service
from webapp.whistleblowing.walk.queries import Sent
from webapp.whistleblowing.walk.sheet import CHECK, ON_ONE_PAGE, PEOPLE, SEARCH, SEEN, Sheet
from webapp.whistleblowing.walk.steps import Steps
from webapp.whistleblowing.web import house, now

BEGIN, ON, SEND, SHOW, COMPARE, WHOLE, PARTS, STORE = "mulai lanjut kirim kode cocok semua satu_satu unggah".split()
"""Buttons; any other one is the name of the step to go to."""
DRAFT, HERE, MARK, REMOVE = "draf", "di", "cap", "hapus"
"""Other fields of a page: the token of the draft, the step it shows, what it showed, a file that is to go."""

NOT_AS_SHOWN = _l(
    "Isian atau pemegang kunci berubah sejak halaman ini tampil. Belum ada yang terkirim. Periksa lagi, lalu kirim."
)
FILE_GONE = _l("Satu berkas sudah dihapus di halaman lain. Belum ada yang terkirim. Periksa lagi, lalu kirim.")

bp = Blueprint("walk", __name__)


@bp.get("/keterangan")
@anyone
def protection() -> Response:
    """What the law promises, and what keeps a reporter safe; the address, which stays in the history, says nothing."""
    return pages.protection()


@bp.route("/", methods=["GET", "POST"])
@anyone
@takes_files
def walk() -> Response:
    """Every page of the walk."""
    token = request.form.get(DRAFT, "")
    if request.method == "POST" and is_token(token):
        return _with_draft(token)
    return _begin() if request.form.get("langkah") == BEGIN else pages.first()


def _begin() -> Response:
    try:
        return _show(service.begin())
    except Busy as busy:
        return pages.first(busy)


def _with_draft(token: str) -> Response:
    sheet = service.load(token)
    if sheet is not None:
        return _take(sheet)
    try:
        sent = queries.sent(house(), token, now())
    except Busy as busy:
        return _later(token, busy)
    return _gone(token) if sent is None else _after(token, sent)


def _after(token: str, sent: Sent) -> Response:
    """It was sent: its code, the last group asked back, or the page that says so."""
    press, code = request.form.get("langkah", ""), sent.code
    if press == SHOW and code:
        return pages.code(token, code)
    if press == COMPARE and code:
        return _compare(token, sent)
    same = press in (SHOW, COMPARE) or (press == SEND and queries.is_sent(house(), token, request.form.get(MARK, "")))
    return pages.sent(token, again=not same, over=not code)


def _compare(token: str, sent: Sent) -> Response:
    if not codes.has_copy(request.form.get(forms.GROUP, ""), codes.groups(sent.code)):
        return _not_the_same(token, sent.code)
    service.copied(sent.report_id)
    return pages.done(sent.kept_until)


def _not_the_same(token: str, code: Code) -> Response:
    fault = _("Lima angka terakhir tidak sama. Bandingkan salinan Anda dengan kode di halaman ini, lalu ketik lagi.")
    return pages.code(token, code, fault)


def _later(token: str, busy: Busy) -> Response:
    """The draft is gone, and whether it was sent can't be looked up now."""
    steps, here = Steps(house(), Sheet(token)), request.form.get(HERE, "")
    if here not in steps.order[:-1]:
        return wait(pages.sent(token, faults=(_busy(busy),)), busy.seconds)
    return _refused(steps, here, busy)


def _gone(token: str) -> Response:
    """What this page holds begins the draft anew."""
    told = _("Isian lama sudah kami hapus karena lewat dua hari. Yang ada di halaman ini masih tersimpan.")
    return _take(Sheet(token), told) if HERE in request.form else pages.first()


def _take(sheet: Sheet, told: str = "") -> Response:
    """Keep what was typed, whatever was pressed; then do what was pressed. `told` means that it goes nowhere."""
    steps, here = Steps(house(), sheet), request.form.get(HERE, "")
    if here == CHECK or not steps.is_one(here):
        return _from_check(steps, told)
    try:
        service.save(sheet.token, forms.kept_of(steps.form(here, request.form)))
    except Busy as busy:
        return _refused(steps, here, busy)
    faults, told = _files(sheet.token, told)
    steps = Steps(house(), service.load(sheet.token) or sheet)
    if here not in steps.order:
        return _check(steps)
    form = steps.form(here, request.form)
    if faults or told or request.form.get("langkah") == SEARCH or not _may_leave(steps, here, form):
        if faults:
            form[forms.FILES].errors = faults
        return pages.step(steps, here, form, told)
    return _go(steps, here)


def _may_leave(steps: Steps, here: str, form: Form) -> bool:
    """Back one may go with anything but a text that would be cut; on only with what can be sent."""
    if request.form.get("langkah") in (ON, CHECK):
        return form.validate() and not steps.refuses(here, form)
    return not forms.is_too_long(form) or form.validate()


def _go(steps: Steps, here: str) -> Response:
    press = request.form.get("langkah", "")
    if press in (WHOLE, PARTS):
        sheet = service.save(steps.sheet.token, {ON_ONE_PAGE: ["y"] if press == WHOLE else []})
        return _show(sheet, Steps(house(), sheet).after(PEOPLE))
    return _show(steps.sheet, steps.after(here) if press == ON else press)


def _show(sheet: Sheet, step: str = "", told: str = "") -> Response:
    steps = Steps(house(), sheet)
    name = steps.known(step)
    return _check(steps) if name == CHECK else pages.step(steps, name, steps.form(name), told)


def _check(steps: Steps, *faults: str) -> Response:
    """The check page, or the first step that has to be mended before."""
    if wrong := steps.first_open():
        return pages.step(steps, *wrong)
    sheet = steps.sheet if steps.sheet.first(SEEN) else service.save(steps.sheet.token, {SEEN: ["y"]})
    return pages.check(Steps(house(), sheet), list(faults))


def _from_check(steps: Steps, told: str) -> Response:
    press = request.form.get("langkah", "")
    if told or press != SEND:
        return _show(steps.sheet, press, told)
    if wrong := steps.first_open():
        return pages.step(steps, *wrong)
    return _send(steps)


def _send(steps: Steps) -> Response:
    try:
        service.send(steps, request.form.get(MARK, ""))
    except NotAsShown:
        return _check(Steps(house(), steps.sheet), NOT_AS_SHOWN)
    except SentBefore:
        return pages.sent(steps.sheet.token, again=True)
    except FileGone:
        return _check(Steps(house(), service.load(steps.sheet.token) or steps.sheet), FILE_GONE)
    except Busy as busy:
        return wait(_check(steps, _busy(busy)), busy.seconds)
    return pages.sent(steps.sheet.token)


def _files(token: str, told: str) -> tuple[list[str], str]:
    """Put away what came with this request, or take off what is to go; returns what was refused, and what was done."""
    press = request.form.get("langkah")
    if file_id := request.form.get(REMOVE):
        gone = evidence.take_off(house(), token, file_id, now())
        return [], _("Berkas “%(name)s” sudah kami hapus.", name=gone.name) if gone else _(
            "Berkas itu sudah tidak ada di sini."
        )
    chosen = [(one.filename, cast(Upload, one.stream)) for one in request.files.getlist(forms.FILES) if one.filename]
    if not chosen and press == STORE:
        return [_("Pilih dahulu berkas yang ingin Anda simpan.")], told
    faults = evidence.put(house(), token, chosen, now(), original=forms.ORIGINAL in request.form)
    kept = _("Berkas tersimpan, belum terkirim. Daftarnya ada di halaman ini.")
    return sentences(faults), told or (kept if press == STORE and not faults else "")


def _refused(steps: Steps, here: str, busy: Busy) -> Response:
    """Nothing could be kept; all that was typed is on the page again."""
    form = steps.form(here, request.form)
    form.form_errors.append(_busy(busy))
    return wait(pages.step(steps, here, form), busy.seconds)


def _busy(busy: Busy) -> str:
    if isinstance(busy, Full):
        return _(
            "Ruang kami hampir penuh, jadi laporan baru belum dapat dimulai. Coba lagi besok. "
            "Tulisan Anda masih ada di halaman ini."
        )
    if isinstance(busy, FilesOfToday):
        return _(
            "Hari ini sudah terlalu banyak berkas yang dikirim kepada kami. Belum ada yang terkirim. Hapus berkas dari "
            "laporan ini, lalu kirim. Berkas dapat menyusul besok dari kotak Anda."
        )
    return _(
        "Saluran ini sedang ramai. Tunggu %(seconds)s detik, lalu tekan tombolnya lagi. "
        "Tulisan Anda masih ada di halaman ini.",
        seconds=busy.seconds,
    )
