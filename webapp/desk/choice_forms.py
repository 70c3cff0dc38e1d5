"""Action forms in which something is searched for or proposed: an agency, a category, a text for the public."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, Field, ValidationError

from webapp.attachments.words import described
from webapp.base.db import Database
from webapp.base.forms import AtMost, Boxes, Choice, PlainStringField, Required, options
from webapp.base.sentences import _, _l
from webapp.cases.masks import NOTHING_KNOWN, find_private, firm, masked
from webapp.cases.moves import PASSED_FILES
from webapp.cases.reasons import CHANGES, TextChange
from webapp.cases.reports import TITLE
from webapp.cases.workflow import Action
from webapp.desk import choice_queries as choices
from webapp.desk.action_forms import ActionForm, explanation, text, worded
from webapp.desk.category_form import CategoryForm, search
from webapp.desk.choice_queries import AgencyChoice
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile
from webapp.desk.redaction import known_of, listed


class AgencyForm(ActionForm):
    """Names an agency: suggested with reasons, or found by any part of its name or code."""

    cari = search(_l("Cari instansi"), _l("Tulis sebagian nama atau kodenya, lalu tekan tombol cari."))
    instansi = Choice(_l("Instansi"), missing=_l("Pilih satu instansi. Bila belum ada di daftar, cari namanya."))
    found: tuple[AgencyChoice, ...] = ()
    chosen_id = 0

    def not_to(self, file: CaseFile) -> int | None:
        """The agency that can't be chosen, or None."""
        return None

    def offer(self, file: CaseFile, db: Database) -> None:
        """Suggestions first, then what the search found."""
        typed, chosen = self.cari.data or "", self.instansi.data
        self.found = tuple(choices.agency_choices(db, file, typed, chosen, self.not_to(file)))
        self.instansi.choices = options((one.code, one.name) for one in self.found)
        if chosen in {one.code for one in self.found}:
            self.chosen_id = choices.agency_id(db, chosen)
        if typed and (self.only_asks or not self.chosen_id) and not any(one.hit for one in self.found):
            self.cari.errors = self.cari.process_errors = [self._nothing()]

    def _nothing(self) -> str:
        """The sentence for words that find no agency."""
        words = self.cari.data
        if not self.found:
            return _(
                "Tidak ada instansi yang dapat menerima kasus ini dengan kata “%(words)s”. Tulis kata lain.",
                words=words,
            )
        return _(
            "Tidak ada instansi yang dapat menerima kasus ini dengan kata “%(words)s”. Di bawah ini usulan kami.",
            words=words,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """With nothing to choose from, the fault is mended in the search field."""
        good = bool(super().validate(extra_validators))
        if self.instansi.errors and not self.instansi.choices and not self.cari.errors:
            self.cari.errors, self.instansi.errors = list(self.instansi.errors), []
        return good

    @property
    def notes(self) -> dict[str, str]:
        """For each agency why it is suggested, or what it belongs to."""
        return {one.code: _note(one) for one in self.found if one.reasons or one.under}


def _note(one: AgencyChoice) -> str:
    if one.reasons:
        return " ".join(reason.say(_) for reason in one.reasons)
    return _("Bagian dari %(agency)s.", agency=one.under)


class AssignForm(CategoryForm, AgencyForm):
    """To whom the case goes, and what it is about."""

    def facts(self) -> dict[str, Fact]:
        """The agency, too."""
        return {"agency": self.chosen_id, **super().facts()}


class ReassignForm(AssignForm):
    """Another agency, and why."""

    explanation = explanation(_l("Kedua instansi dan pelapor membacanya. Tulis sedikitnya 20 huruf."))

    def offer(self, file: CaseFile, db: Database) -> None:
        """Who loses a confidential case gets a letter without the reason."""
        super().offer(file, db)
        if file.state.confidential:
            self.explanation.description = _("Instansi yang baru dan pelapor membacanya. Tulis sedikitnya 20 huruf.")

    def not_to(self, file: CaseFile) -> int | None:
        """Not to the one that has it."""
        return file.state.agency_id


class ReturnForm(AgencyForm):
    """Whose authority it is, and why it is not ours."""

    told = ("explanation",)
    explanation = explanation(_l("Koordinator dan pelapor membacanya. Tulis sedikitnya 20 huruf."))

    def not_to(self, file: CaseFile) -> int | None:
        """An agency that returns a case names another one."""
        return file.state.agency_id

    def facts(self) -> dict[str, Fact]:
        """The named agency and why."""
        return {"suggested_agency": self.chosen_id, **super().facts()}


class PublishForm(ActionForm):
    """The words that the public would read; the reporter sees them first and may refuse."""

    told = ("public_title", "public_body", "change")
    public_title = PlainStringField(_l("Judul untuk umum"), [Required(_l("Tulis judul untuk umum.")), AtMost(TITLE)])
    public_body = text(
        _l("Isi untuk umum"),
        _l("Tulis isi untuk umum."),
        _l("Samarkan juga nama orang dan hal lain yang menunjuk seseorang."),
    )
    change = Choice(_l("Apa yang berubah dari naskah asli?"), missing=_l("Pilih satu: apa yang berubah."))
    berkas = Boxes(
        _l("Berkas yang boleh diunduh umum (boleh kosong)"), (),
        description=_l("Buka dahulu setiap berkas: wajah, suara, dan tulisan di dalamnya tidak kami samarkan."),
    )  # fmt: skip
    biarkan = BooleanField(_l("Yang tersisa bukan data pribadi, misalnya telepon kantor atau nama pejabat"))

    known = NOTHING_KNOWN
    original: Mapping[str, str] = MappingProxyType({})
    kinds: Mapping[str, str] = MappingProxyType({})
    suggested: tuple[tuple[str, str], ...] = ()
    """What is masked now of the reporter's words, and why."""

    def begin(self, file: CaseFile) -> None:
        """The newest version, or the reporter's words with suggested masks."""
        earlier = [entry.texts for entry in file.entries if entry.action is Action.PROPOSE_TEXT]
        first = {f"public_{name}": masked(file.words.get(name, ""), known_of(file)) for name in ("title", "body")}
        newest = {**first, **(earlier[-1] if earlier else {})}
        self.public_title.data, self.public_body.data = newest["public_title"], newest["public_body"]
        same = all(newest[f"public_{name}"] == file.words.get(name) for name in ("title", "body"))
        self.change.data = TextChange.UNCHANGED.value if same else TextChange.MASKED.value

    def offer(self, file: CaseFile, db: Database) -> None:
        """The reasons in words, and what is suggested."""
        self.original = file.words
        self.known = known_of(file)
        self.suggested = tuple(dict.fromkeys(one for name in ("title", "body") for one in self._masked_in(name)))
        self.change.choices = options(worded(CHANGES))
        clean = [file for file in file.evidence if file.complete and not file.signs]
        self.berkas.choices = options((one.id, one.name) for one in clean)
        self.kinds = {one.id: described(one) for one in clean}

    def _masked_in(self, name: str) -> list[tuple[str, str]]:
        """What was suggested for one text and doesn't stand in its field now: each is masked, and told of, alone."""
        still = find_private(self[f"public_{name}"].data or "", self.known)
        return [one for one in listed(self.original.get(name, ""), self.known) if one[0] not in still]

    def facts(self) -> dict[str, Fact]:
        """The text, and the files that may be published with it."""
        return {**super().facts(), PASSED_FILES: list(self.berkas.data or ())}

    def validate_change(self, field: Field) -> None:
        """Nobody is told that nothing changed where something did."""
        written = {name: self[f"public_{name}"].data for name in ("title", "body")}
        if field.data == TextChange.UNCHANGED and any(
            self.original.get(name) != text for name, text in written.items()
        ):
            raise ValidationError(_("Teks Anda berbeda dari naskah asli. Pilih apa yang berubah."))

    def validate_public_title(self, field: Field) -> None:
        """Nothing by which a person is found."""
        self._check(field)

    def validate_public_body(self, field: Field) -> None:
        """Nothing by which a person is found."""
        self._check(field)

    def _check(self, field: Field) -> None:
        if told := firm(field.data or "", self.known):
            raise ValidationError(_("Ini menunjuk kepada pelapor: %(what)s. Samarkan.", what=", ".join(told)))
        left = find_private(field.data or "", self.known)
        if left and not self.biarkan.data:
            raise ValidationError(
                _(
                    "Masih ada yang mirip data pribadi: %(what)s. Samarkan, atau centang bahwa itu bukan.",
                    what=", ".join(left),
                )
            )
