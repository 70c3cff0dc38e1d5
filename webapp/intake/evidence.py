"""What a POST of the form does to the files of its sheet, before its button is looked at."""

from __future__ import annotations

from dataclasses import replace

from flask import request

from webapp.attachments import web
from webapp.attachments.kept import Kept
from webapp.base.sentences import _
from webapp.base.web import database, now
from webapp.intake.evidence_form import EvidenceForm
from webapp.intake.flow import Asked
from webapp.intake.sheet import Sheet
from webapp.intake.story_form import StoryForm

STORE, PLACE = "unggah", "tempat"
"""Buttons: keep the files that were chosen, and take the place of one photo as the place of the report."""


def keep(asked: Asked) -> Asked:
    """The same with the files that came, the file that was to go, or the place that was taken over.

    `told` says what happened where the person must hear of it; what was refused stands at the control.
    """
    if web.REMOVE in request.form and isinstance(asked.form, EvidenceForm | StoryForm):
        return _without(asked, request.form[web.REMOVE])
    if isinstance(asked.form, StoryForm) and web.chosen(web.SIGNS):
        asked = _with_video(asked)
    if not isinstance(asked.form, EvidenceForm):
        return asked
    if PLACE in request.form:
        return _placed(asked, request.form[PLACE])
    return _with_files(asked) if web.chosen() or STORE in request.form else asked


def _with_files(asked: Asked) -> Asked:
    """Who only wants to go on is told nothing, unless a photo says where it was taken."""
    before = _kept(asked)
    problems = web.keep(asked.sheet.token) if web.chosen() else [_("Pilih dahulu berkas yang ingin Anda simpan.")]
    asked = _anew(asked)
    new = [file for file in _kept(asked) if file not in before]
    tell = new or _kept(asked) if STORE in request.form else [file for file in new if file.place]
    names = ", ".join(file.name for file in tell)
    told = _("Sudah tersimpan: %(names)s. Belum terkirim sebelum Anda memeriksanya.", names=names) if tell else ""
    if isinstance(asked.form, EvidenceForm):
        asked.form.refuse(problems)
    return replace(asked, told=told)


def _with_video(asked: Asked) -> Asked:
    """The same with the video of sign language, or with why it was not taken at the control."""
    problems = web.keep(asked.sheet.token, web.SIGNS)
    asked = _anew(asked)
    if isinstance(asked.form, StoryForm):
        asked.form.isyarat.errors = asked.form.isyarat.process_errors = problems
    return asked


def _without(asked: Asked, file_id: str) -> Asked:
    gone = web.shelf().take_off(asked.sheet.token, file_id, now())
    name = gone.name if gone else ""
    told = _("Berkas “%(name)s” sudah kami hapus.", name=name) if gone else _("Berkas itu sudah tidak ada di sini.")
    return replace(_anew(asked), told=told)


def _placed(asked: Asked, file_id: str) -> Asked:
    """The coordinates of the photo become those of the report: in the form, to be changed or emptied."""
    place = next((file.place for file in _kept(asked) if file.id == file_id and file.place), None)
    if place is None:
        return asked
    where = f"{place.latitude:.5f}, {place.longitude:.5f}"
    asked = _anew(replace(asked, sheet=asked.sheet.save(database(), {"koordinat": [where]}, now())))
    told = _(
        "Koordinat %(where)s dipakai sebagai tempat kejadian. Anda dapat mengubahnya di isian “Koordinat”.", where=where
    )
    return replace(asked, told=told)


def _anew(asked: Asked) -> Asked:
    """The sheet and its form as they are now."""
    sheet = Sheet.load(database(), asked.sheet.token, now())
    return replace(asked, sheet=sheet, form=asked.judge.show(sheet, type(asked.form))) if asked.form else asked


def _kept(asked: Asked) -> tuple[Kept, ...]:
    return asked.form.facts.kept if asked.form else ()
