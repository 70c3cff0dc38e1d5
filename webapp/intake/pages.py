"""The pages of the form, rendered; routes decide which one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from webapp.attachments.web import for_case
from webapp.base import documents, i18n, ids
from webapp.base.display import in_address
from webapp.base.makers import NoDocument
from webapp.base.pages import page
from webapp.base.paper_form import PaperForm
from webapp.base.sentences import _
from webapp.base.web import database
from webapp.cases.reports import NewReport
from webapp.cases.words import KIND_NAMES
from webapp.intake import check, promises, queries
from webapp.intake.judging import Judge
from webapp.intake.queries import Receipt
from webapp.intake.sheet import ONE_PAGE, Sheet
from webapp.intake.step_form import StepForm
from webapp.intake.steps import CHECK, STEPS, Step, page_title
from webapp.intake.whole import WholeForm

MAY_GO_BACK_TO = "private, no-cache"
"""Cache-Control of all pages before the receipt: the browser's Back button shows what was typed. With `no-store`
Chromium answers Back to a page that was posted with an error page of its own. The receipt alone is stored nowhere.
"""


def step_page(
    sheet: Sheet, step: Step, form: StepForm, *, status: int | None = None, origin: str = "", **state: Any
) -> Response:
    """One step. `origin` says where the person returns to; `found` puts focus on the places found, `sent` tells that
    the report has gone already, `told` is what just happened to a file.
    """
    heading = step.title_for(sheet.kind)
    facts = {"step": step, "heading": heading, "title": page_title(heading, step.number), "total": CHECK}
    before = STEPS[step.number - 2] if step.number > 1 else None
    return _questions("intake/step.html", sheet, form, status, before=before, origin=origin, **facts, **state)


def whole_page(sheet: Sheet, form: StepForm, *, status: int | None = None, **state: Any) -> Response:
    """All steps on one page; `state` as in `step_page`."""
    return _questions("intake/whole.html", sheet, form, status, steps=STEPS, **state)


def _questions(template: str, sheet: Sheet, form: StepForm, status: int | None, **facts: Any) -> Response:
    facts = {
        "found": False,
        "sent": False,
        "told": "",
        "one_page": ONE_PAGE,
        "as_one_page": address(cara=ONE_PAGE),
        **facts,
    }
    return _kept(page(template, status=status, sheet=sheet, form=form, action=address(), **facts))


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = MAY_GO_BACK_TO
    return answer


def offer_page(sheet: Sheet, target: int) -> Response:
    """Before a report about corruption exists: is the safe channel the better one? `target` is the step to go on to."""
    return _kept(page("intake/offer.html", sheet=sheet, target=target, action=address()))


def left_page() -> Response:
    """The draft is gone."""
    return page("intake/left.html")


def check_page(sheet: Sheet, judge: Judge, problem: str = "", status: int | None = None) -> Response:
    """Everything that will be sent, and to whom; `problem` stands in the summary."""
    form = judge.whole(sheet)
    if problem:
        form.form_errors.append(problem)
    report, heading = report_of(sheet, judge, form), _("Periksa sebelum mengirim")
    concern = judge.concern(sheet)
    answer = page(
        "intake/check.html",
        status=status,
        sheet=sheet,
        form=form,
        title=heading if sheet.on_one_page else page_title(heading, CHECK),
        total=CHECK,
        before=STEPS[-1],
        about_it=check.about_it(report, queries.area_name(database(), report.area_code), _topic(form)),
        about_you=check.about_you(report, always_secret=judge.leaves_no_choice(sheet)),
        hints=check.hints(report, drops_contact=form.drops_contact),
        urgent=report.urgent,
        similar=() if concern.sensitive or concern.corruption else queries.similar(database(), report),
        destination=queries.destination(database(), report),
        action=address(),
    )
    return _kept(answer)


def report_of(sheet: Sheet, judge: Judge, form: WholeForm) -> NewReport:
    """What will be sent."""
    always_secret = judge.leaves_no_choice(sheet)
    return form.report(sheet.key, for_case(form.facts.kept), always_secret=always_secret, language=i18n.language())


def _topic(form: WholeForm) -> str:
    return _(dict(form.facts.topics).get(form.topik.data, "")) if form.topik.data else ""


def receipt_page(
    sheet: Sheet, receipt: Receipt, problem: str = "", form: str = "", *, chosen: bool = False
) -> Response:
    """The answer to the sending itself: the only place where the PIN is shown. `problem` stands by its files, `form`
    is the one asked for; `chosen` tells that later letters come in it.
    """
    paper = PaperForm(form or receipt.form)
    told: dict[str, Any] = {"problem": problem, "chosen": chosen, "form": paper, **_receipt_facts(receipt)}
    return page("intake/receipt.html", sheet=sheet, **told)


def receipt_file(sheet: Sheet, receipt: Receipt, form: str) -> Response:
    """The receipt to keep, in a form of `documents.FORMS`; where none can be made the page says why."""
    name = f"tanda-terima-{ids.slug(receipt.ticket)}"
    try:
        return documents.document("print/receipt.html", name, form, **_receipt_facts(receipt))
    except NoDocument as reason:
        return documents.refuse(receipt_page(sheet, receipt, reason.sentence, form), reason)


def _receipt_facts(receipt: Receipt) -> dict[str, Any]:
    return {
        "receipt": receipt,
        "shown": ids.shown(receipt.ticket),
        "slug": ids.slug(receipt.ticket),
        "pin": " ".join(ids.pin_groups(receipt.pin)) if receipt.pin else "",
        "moments": promises.moments(receipt),
        "basis": promises.basis(receipt),
        "undecreed": promises.undecreed(receipt),
        "kind": KIND_NAMES[receipt.kind],
        "action": "/lapor/tanda-terima",
    }


def address(**more: str) -> str:
    """Where forms are sent: display choices of the address stay in it, for who takes no cookie; `more` is added."""
    kept = in_address(request.args) | more
    return f"/lapor?{urlencode(kept)}" if kept else "/lapor"
