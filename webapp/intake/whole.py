"""All steps as one form: the page for those who prefer one, and the judgement before sending. Ends in a `NewReport`."""

from __future__ import annotations

from typing import Any

from webapp.attachments.kept import NewFile
from webapp.base.forms import NO, YES
from webapp.cases import signs
from webapp.cases.reports import Help, Helper, Kind, NewReport, Reporter
from webapp.intake.evidence_form import EvidenceForm
from webapp.intake.forms import AboutForm, ContactForm, KindForm, PlaceForm, PrivacyForm
from webapp.intake.story_form import StoryForm


class WholeForm(AboutForm, KindForm, StoryForm, PlaceForm, EvidenceForm, PrivacyForm, ContactForm):
    """Every field of every step."""

    whole = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fields, and so their errors, in the order of the page, whatever module made them first."""
        super().__init__(*args, **kwargs)
        order = [name for step in WholeForm.__bases__ for name in vars(step) if name in self._fields]
        self._fields = {name: self._fields[name] for name in order} | self._fields

    @property
    def is_anonymous(self) -> bool:
        """Whether no identity at all may be kept."""
        return bool(self.anonim.data == YES)

    @property
    def drops_contact(self) -> bool:
        """Whether a contact was typed that an anonymous report will not carry."""
        typed = (self.nama, self.surel, self.telepon, self.pendamping)
        return self.is_anonymous and any(field.data for field in typed)

    def report(self, key: str, files: tuple[NewFile, ...], *, always_secret: bool, language: str) -> NewReport:
        """The valid form as a report; of an anonymous reporter nothing is in it but the wish for help."""
        confidential = self.rahasia.data == YES
        return NewReport(
            key=key,
            kind=Kind(self.jenis.data),
            title=self.judul.data or (signs.TITLE if self.signed else ""),
            body=self.isi.data or (signs.BODY if self.signed else ""),
            area_code=self.area_code,
            place=self.patokan.data or "",
            coordinates=(self.koordinat.data or "") if self.koordinat else "",
            files=files,
            happened_on=self.kapan.form.found,
            happened=self.kira.data or "",
            outcome=self.harapan.data or "",
            category=self.topik.data or None,
            about_office={YES: True, NO: False}.get(self.tentang_kantor.data),
            anonymous=self.is_anonymous,
            confidential=confidential,
            sensitive=always_secret or (self.facts.harm and confidential),
            urgent=self.facts.harm,
            signed=self.signed,
            reporter=None if self.is_anonymous else self._reporter(language),
            help=Help(tuple(self.bantuan.data or ()), self.bantuan_lain.data or ""),
            language=language,
        )

    def _reporter(self, language: str) -> Reporter:
        return Reporter(
            name=self.nama.data or "",
            email=self.surel.data or "",
            phone=self.telepon.data or "",
            helper=Helper(self.siapa.data),
            helper_name=self.pendamping.data or "",
            no_calls=bool(self.jangan_telepon.data),
            language=language,
        )
