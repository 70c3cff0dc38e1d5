"""What each button of the form does: a request in, the next page out. The draft is saved before any of them runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, request

from webapp.attachments import web
from webapp.attachments.service import FileGone
from webapp.base import drafts, ids
from webapp.base.sentences import _, say
from webapp.base.web import config, database, now, wait
from webapp.cases.keys import Keys
from webapp.intake import brakes, pages, queries, service
from webapp.intake.forms import PlaceForm
from webapp.intake.judging import Judge
from webapp.intake.sheet import ONE_PAGE, Sheet
from webapp.intake.step_form import StepForm
from webapp.intake.steps import ABOUT, CHECK, STEPS, Step, step_of
from webapp.intake.whole import WholeForm

CHECKING = "periksa"
"""Says that a step was opened from the check page, and leads back there."""
DECIDED = "korupsi"
"""Field of the draft: whoever writes about corruption has seen the safe channel and goes on here."""


@dataclass(frozen=True)
class Asked:
    """One POST: the sheet, and the step with its form as filled in (None on pages without questions)."""

    sheet: Sheet
    judge: Judge
    step: Step | None
    form: StepForm | None
    origin: str = ""
    told: str = ""
    """What has just happened to a file."""

    @classmethod
    def read(cls) -> Asked:
        """What the request holds; an unknown token gives an empty sheet."""
        sheet = Sheet.load(database(), request.form.get("draf", ""), now())
        judge = Judge(database(), now())
        if request.form.get("cara") == ONE_PAGE:
            return cls(sheet, judge, ABOUT, judge.read(sheet, WholeForm, request.form))
        step = step_of(request.form.get("langkah", ""))
        form = judge.read(sheet, step.form, request.form) if step else None
        return cls(sheet, judge, step, form, CHECKING if request.form.get("asal") == CHECKING else "")

    @property
    def is_stale(self) -> bool:
        """Whether the page is older than its draft's life, so that what earlier pages held is gone."""
        first = self.step is ABOUT or isinstance(self.form, WholeForm)
        return not self.sheet.stored and not first

    @property
    def refused(self) -> bool:
        """Whether a file that came with it was not taken."""
        controls = [name for name in ("bukti", "isyarat") if self.form and name in self.form]
        return any(self.form[name].process_errors for name in controls if self.form)

    def keep(self) -> Asked:
        """The same with everything typed in the draft, right or wrong."""
        fields = self.form.typed() if self.form else {}
        if isinstance(self.form, WholeForm):
            fields["cara"] = [ONE_PAGE]
        if request.form.get(DECIDED):
            fields[DECIDED] = ["lanjut"]
        return self.store(fields) if self.form or fields else self

    def store(self, fields: drafts.Fields) -> Asked:
        """The same with `fields` in the draft; raises TooManyDrafts where it would be one too many."""
        if not self.sheet.stored:
            brakes.count_draft()
        return replace(self, sheet=self.sheet.save(database(), fields, now()))


def go_on(asked: Asked) -> Response:
    """To the next step if this one is right; else the same step with its errors."""
    if asked.form is None:
        return onward(asked, CHECK)
    if not asked.form.validate():
        return again(asked)
    whole = isinstance(asked.form, WholeForm)
    return onward(asked, CHECK if whole or asked.origin or asked.step is None else asked.step.number + 1)


def onward(asked: Asked, target: int) -> Response:
    """Step `target`, unless something before it is missing, or the safe channel has not been offered."""
    sheet, judge = asked.sheet, asked.judge
    if offered := _offer(asked, target):
        return offered
    step = judge.first_missing(sheet, STEPS[: target - 1])
    if step is None and target == CHECK:
        return pages.check_page(sheet, judge)
    step = step or STEPS[target - 1]
    return pages.step_page(sheet, step, judge.show(sheet, step.form), origin=asked.origin)


def search(asked: Asked) -> Response:
    """The same page with the places that the words find; focus lands on them."""
    form = asked.form
    if not isinstance(form, PlaceForm) or not form.wilayah.data:
        return go_on(asked)
    if not form.facts.places:
        form.wilayah.errors = [form.nothing_found()]
        return again(asked)
    if len(form.facts.places) == 1:
        form.kode.data = form.facts.places[0][0]
    return again(asked, found=True)


def go_to(asked: Asked) -> Response:
    """Another step, as it was left; who comes from the check page returns there."""
    sheet, step = asked.sheet, step_of(request.form.get("ke", "")) or ABOUT
    if sheet.on_one_page:
        return pages.whole_page(sheet, asked.judge.show(sheet, WholeForm))
    origin = asked.origin or ("" if asked.step else CHECKING)
    return pages.step_page(sheet, step, asked.judge.show(sheet, step.form), origin=origin)


def decide(asked: Asked) -> Response:
    """Go on here after the safe channel was offered."""
    target = request.form.get("sesudah", "")
    return onward(asked, int(target) if target in map(str, range(1, CHECK)) else CHECK)


def leave(asked: Asked) -> Response:
    """Forget everything at once."""
    web.shelf().forget(asked.sheet.token, now())
    return pages.left_page()


def send(asked: Asked) -> Response:
    """Make the case and answer with its receipt; a repeated send answers with the same one."""
    sheet, judge = asked.sheet, asked.judge
    if known := queries.receipt(database(), sheet.key, keys(), now()):
        return pages.receipt_page(sheet, known)
    if not sheet.stored:
        return again(asked, stale())
    if step := judge.first_missing(sheet):
        form = judge.show(sheet, step.form)
        form.validate()
        return pages.step_page(sheet, step, form, origin=CHECKING)
    return _offer(asked, CHECK) or _send_checked(asked)


def _send_checked(asked: Asked) -> Response:
    sheet, judge = asked.sheet, asked.judge
    changed = _("Isian ini berubah sejak Anda memeriksanya, mungkin di tab lain. Periksa sekali lagi, lalu kirim.")
    if request.form.get("sidik") != sheet.fingerprint:
        return pages.check_page(sheet, judge, changed, HTTPStatus.CONFLICT)
    if seconds := brakes.report_wait():
        problem = say(brakes.REPORT_WAIT, minutes=brakes.minutes(seconds))
        return wait(pages.check_page(sheet, judge, problem), seconds)
    report = pages.report_of(sheet, judge, judge.whole(sheet))
    try:
        received = service.send(database(), sheet.token, report, keys(), now())
    except FileGone:
        return pages.check_page(Sheet.load(database(), sheet.token, now()), judge, changed, HTTPStatus.CONFLICT)
    if not received.repeated:
        brakes.count_report()
    known = queries.receipt(database(), sheet.key, keys(), now())
    assert known is not None  # noqa: S101 (the line above has just made it)
    return pages.receipt_page(sheet, known)


def already_sent(asked: Asked, ticket: ids.Ticket) -> Response:
    """After sending, what is changed on an old page goes nowhere, and the page says so with the change still on it."""
    if asked.form is None and (known := queries.receipt(database(), asked.sheet.key, keys(), now())):
        return pages.receipt_page(asked.sheet, known)  # nothing could be typed on that page, so nothing is lost
    if "baru" in request.form and asked.form is not None:
        fresh = replace(asked, sheet=Sheet.blank()).keep()
        return again(fresh)
    problem = _(
        "Laporan ini sudah terkirim dengan nomor tiket %(ticket)s. Yang Anda ubah di sini tidak masuk ke laporan itu.",
        ticket=ids.shown(ticket),
    )
    return again(asked, problem, HTTPStatus.CONFLICT, sent=True)


def refused(asked: Asked) -> Response:
    """A form that was not sent from our page: shown again, filled in, under a token that no other page knows."""
    fresh = replace(asked, sheet=Sheet.blank(asked.sheet.fields)).keep()
    web.shelf().move(asked.sheet.token, fresh.sheet.token)
    problem = _("Kiriman ini tidak datang dari halaman kami. Periksa isinya, lalu tekan tombolnya sekali lagi.")
    if fresh.form is None and fresh.sheet.fields and fresh.judge.first_missing(fresh.sheet) is None:
        sheet = fresh.store(fresh.sheet.fields).sheet
        return pages.check_page(sheet, fresh.judge, problem, HTTPStatus.FORBIDDEN)
    return again(fresh, problem, HTTPStatus.FORBIDDEN)


def braked(asked: Asked, reason: brakes.TooManyDrafts) -> Response:
    """The page as filled in, of which nothing could be stored, saying when to send it again."""
    problem = say(brakes.DRAFT_WAIT, minutes=brakes.minutes(reason.seconds))
    return wait(again(asked, problem), reason.seconds)


def stale() -> str:
    """The sentence for a draft that is gone."""
    return _("Isian yang lama sudah kami hapus karena lewat 24 jam. Yang ada di halaman ini masih tersimpan.")


def again(asked: Asked, problem: str = "", status: HTTPStatus | None = None, **state: Any) -> Response:
    """The page that was sent, as filled in, with `problem` in its summary (422 unless `status` says otherwise).

    `state` as in `pages.step_page`.
    """
    form = asked.form if asked.form is not None else asked.judge.show(asked.sheet, ABOUT.form)
    if problem:
        form.form_errors.append(problem)
    if isinstance(form, WholeForm):
        return pages.whole_page(asked.sheet, form, status=status, **state)
    step = asked.step or ABOUT
    return pages.step_page(asked.sheet, step, form, status=status, **state, origin=asked.origin)


def keys() -> Keys:
    """The keys of this instance."""
    return Keys.of(config())


def _offer(asked: Asked, target: int) -> Response | None:
    """The safe channel, once, as soon as the report seems to be about corruption."""
    if asked.sheet.first(DECIDED) or not asked.judge.concern(asked.sheet).corruption:
        return None
    return pages.offer_page(asked.sheet, target)


BUTTONS: dict[str, Callable[[Asked], Response]] = {
    "cari": search,
    "ke": go_to,
    DECIDED: decide,
    "tinggalkan": leave,
    "lanjut": go_on,
}
"""Name of the button pressed → what it does; a form sent without a button goes on."""


def button(asked: Asked) -> Callable[[Asked], Response]:
    """What the pressed button does; where something must be told of a file, that comes first."""
    if asked.told or asked.refused:
        return lambda asked: again(asked, told=asked.told)
    return next((does for name, does in BUTTONS.items() if name in request.form), go_on)
