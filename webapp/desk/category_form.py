"""What a case is about, as an officer chooses it: with an agency, or by itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wtforms import Field, ValidationError

from webapp.base.db import Database
from webapp.base.forms import AtLeast, AtMost, Choice, PlainStringField, PlainTextAreaField, options
from webapp.base.sentences import _, _l
from webapp.cases.completing import ENOUGH
from webapp.cases.reasons import CONTESTED
from webapp.desk import choice_queries as choices
from webapp.desk.action_forms import LONG, READ_BY_REPORTER, ActionForm, explanation
from webapp.desk.choice_queries import CategoryChoice
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile

MADE_SECRET = AtLeast(
    ENOUGH, _l("Kategori ini menjadikan kasus rahasia dan menarik teksnya. Jelaskan dengan sedikitnya 20 huruf.")
)
KEEP = ""
"""The choice that leaves a case without a category."""


def search(label: str, hint: str) -> PlainStringField:
    """Words to look for among too many choices to list them."""
    return PlainStringField(label, [AtMost(200)], description=hint)


class CategoryForm(ActionForm):
    """What the case is about; a category that makes it secret is explained to its reporter."""

    told = ("explanation",)
    cari_kategori = search(_l("Cari kategori"), _l("Tulis kata sehari-hari, lalu tekan tombol cari."))
    kategori = Choice(_l("Kategori"), missing=_l("Pilih satu kategori, atau biarkan belum ditentukan."))
    explanation = PlainTextAreaField(
        _l("Penjelasan"), [AtMost(LONG)],
        description=_l(
            "Wajib bila kategorinya tentang kekerasan atau anak, karena kasus lalu menjadi rahasia. "
            "Pelapor membacanya. Tulis sedikitnya 20 huruf."
        ),
    )  # fmt: skip
    why: Mapping[str, str] = MappingProxyType({})
    may_stay_open = True
    preview = "desk/act_harm_check.html"
    harms = False
    """Whether the chosen category makes the case secret."""

    def begin(self, file: CaseFile) -> None:
        """The category that the case has."""
        self.kategori.data = file.state.category or KEEP

    def offer(self, file: CaseFile, db: Database) -> None:
        """Categories, beside whatever else there is to choose; one that makes the case secret is explained."""
        super().offer(file, db)
        present = self.kategori.data or file.state.category
        found = choices.category_choices(db, file, self.cari_kategori.data or "", present)
        self.why = {one.code: " ".join(reason.say(_) for reason in one.reasons) for one in found if one.reasons}
        chosen = {one.code for one in found if one.sensitive and not file.state.sensitive}
        self.harms = self.kategori.data in chosen
        if self.harms:
            self.explanation.validators = [AtMost(LONG), MADE_SECRET]
        if file.state.category_decider and "instansi" in self:  # contested: nobody decides on it in passing
            found = [one for one in found if one.code == file.state.category]
        keep = [] if file.state.category or not self.may_stay_open else [(KEEP, _("Belum ditentukan"))]
        self.kategori.choices = options([*((one.code, self.named(one, file)) for one in found), *keep])

    def named(self, one: CategoryChoice, file: CaseFile) -> str:
        """A category as it is offered: what choosing it does is said with it."""
        if one.sensitive and not file.state.sensitive:
            return _("%(category)s (kasus menjadi rahasia dan mendesak)", category=_(one.name))
        return _(one.name)

    @property
    def to_be_seen(self) -> bool:
        """What harm in a category does is looked at once more before it is done."""
        return self.harms and self.step != "kirim"

    def facts(self) -> dict[str, Fact]:
        """The category where one was chosen."""
        return {**super().facts(), **({"category": self.kategori.data} if self.kategori.data else {})}


class CategoriseForm(CategoryForm):
    """Another category, and why; the same one where its reporter contests it."""

    kategori = Choice(_l("Kategori"), missing=_l("Pilih satu kategori. Bila belum ada di daftar, cari namanya."))
    explanation = explanation(READ_BY_REPORTER)
    may_stay_open = False
    present: str | None = None

    def begin(self, file: CaseFile) -> None:
        """Nothing: who decides on a contest should not uphold it by pressing on."""
        self.kategori.data = KEEP

    def named(self, one: CategoryChoice, file: CaseFile) -> str:
        """Which one answers the reporter with no, and which with yes."""
        name = super().named(one, file)
        if file.state.category_state != CONTESTED:
            return name
        kept = one.code == file.state.category
        return _("Pertahankan: %(category)s", category=name) if kept else _("Ganti dengan: %(category)s", category=name)

    def offer(self, file: CaseFile, db: Database) -> None:
        """Another one must be chosen, unless the reporter waits for an answer."""
        super().offer(file, db)
        self.present = None if file.state.category_state == CONTESTED else file.state.category

    def validate_kategori(self, field: Field) -> None:
        """A decision changes something, or answers somebody."""
        if field.data and field.data == self.present:
            raise ValidationError(_("Kasus ini sudah berkategori itu. Pilih yang lain, atau kembali ke kasus."))
