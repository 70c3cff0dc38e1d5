"""`/petugas/kasus/<tiket>/<aksi>`: one page an action. Load, look, carry out, answer."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from webapp.attachments.service import FileGone
from webapp.base.ids import slug
from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.base.uploads import takes_files
from webapp.base.web import database, now
from webapp.cases.merging import LeadingRefused
from webapp.cases.moves import CHOOSE_AGENCY, CaseNotFound, Incomplete, MoveRefused, StaleCase
from webapp.cases.workflow import Action
from webapp.desk import actions, service, story, way_back
from webapp.desk.access import current_officer, needs
from webapp.desk.action_forms import STEP, ActionForm
from webapp.desk.actions import Deed
from webapp.desk.blueprint import bp
from webapp.desk.case import file_or_404, head_of, told_helps, told_parts
from webapp.desk.queries import CaseFile
from webapp.officers.roles import Permission


@bp.route("/kasus/<tiket>/<aksi>", methods=["GET", "POST"])
@needs(Permission.VIEW)
@takes_files
def act(tiket: str, aksi: str) -> Response:
    """Show the form of an action, or do it."""
    file = file_or_404(tiket)
    deed = _deed_or_404(file, aksi)
    form = deed.form().prepare(file, database())
    if deed.action not in file.actions:
        return _not_now(file, deed, form)
    if form.only_asks or not form.validate_on_submit():
        return _show(file, deed, form)
    if form.step == "lihat" or form.to_be_seen:
        return page(form.preview, file=file, deed=deed, form=form, step=STEP, head=head_of(file))
    return _carry_out(file, deed, form)


def _deed_or_404(file: CaseFile, aksi: str) -> Deed:
    """An action that the table allows this officer in some status; of others there is no page."""
    deed = actions.BY_SLUG.get(aksi)
    if deed is None or not file.standing.may_ever(deed.action):
        abort(404)
    return deed


def _carry_out(file: CaseFile, deed: Deed, form: ActionForm) -> Response:
    try:
        service.carry_out(database(), current_officer(), file.ticket, form.order(deed.action), now())
    except StaleCase:
        return _stale(file, deed, form)
    except CaseNotFound:
        abort(404)
    except LeadingRefused as refused:
        form.refuse(refused)
        return _show(file, deed, form)
    except (MoveRefused, Incomplete, FileGone):
        form.form_errors.append(
            _("Langkah ini belum kami jalankan karena isiannya tidak cocok. Periksa isinya, lalu kirim lagi.")
        )
        return _show(file, deed, form)
    return redirect(way_back.to_queue(selesai=deed.slug, tiket=slug(file.ticket)), HTTPStatus.SEE_OTHER)


def _stale(before: CaseFile, deed: Deed, form: ActionForm) -> Response:
    """Somebody was quicker: say who did what, and give the form back with the version that holds now."""
    file = file_or_404(before.ticket)
    changes = story.changes_since(file, form.seen)
    if deed.action not in file.actions:
        return _not_now(file, deed, form)
    form.versi.data = str(file.state.version)
    form.form_errors.append(story.changed(file))
    return _show(file, deed, form, changes, HTTPStatus.CONFLICT)


def _show(
    file: CaseFile, deed: Deed, form: ActionForm, changes: list[str] | None = None, status: HTTPStatus | None = None
) -> Response:
    return page(
        deed.template,
        status=status,
        file=file,
        deed=deed,
        form=form.before_showing(),
        changes=changes or [],
        step=STEP,
        head=head_of(file),
        waited=list(told_parts(file, waited=True)),
        helps=list(told_helps(file, open_only=True)),
    )


_DECIDER = {
    **dict.fromkeys((Action.PROPOSE_TEXT, Action.DECLINE_TEXT), "text_decider"),
    Action.CATEGORISE: "category_decider",
}


def _why_not(file: CaseFile, deed: Deed) -> str:
    """Why the action is not there now: a contest gave it to the level above, or the case stands elsewhere."""
    if path := getattr(file.state, _DECIDER.get(deed.action, ""), None):
        agency = file.decider(path)
        return _("Pelapor pernah berkeberatan, maka keputusan tentang hal ini ada pada %(agency)s.", agency=agency)
    if not file.standing.decides and deed.action in CHOOSE_AGENCY:
        agency = file.names[file.state.coordinator_id]
        return _("Kasus ini dua kali dikembalikan. Yang memutuskan instansinya sekarang %(agency)s.", agency=agency)
    return _(
        "“%(label)s” tidak cocok dengan keadaan kasus ini: %(state)s.",
        label=deed.label,
        state=head_of(file).status_name,
    )


def _not_now(file: CaseFile, deed: Deed, form: ActionForm) -> Response:
    """The action doesn't fit the status that the case has now; what was written is given back to be copied.

    404 for a look, 409 when the case changed since the form was opened, 422 for a form that never was.
    """
    sent = request.method == "POST"
    changes = story.changes_since(file, form.seen) if sent else []
    code = HTTPStatus.CONFLICT if changes else HTTPStatus.UNPROCESSABLE_ENTITY
    return page(
        "desk/act_not_now.html",
        status=code if sent else HTTPStatus.NOT_FOUND,
        file=file,
        deed=deed,
        changes=changes,
        typed=form.typed if sent else [],
        why=_why_not(file, deed),
        head=head_of(file),
    )
