"""The form of each step: made from the questionnaire, the inspectorates and the people who hold keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, MultipleFileField, ValidationError

from webapp.base.file_words import LIMITS
from webapp.base.forms import UNCHOSEN, AtMost, Boxes, Choice, PlainStringField, PlainTextAreaField, Required
from webapp.base.sentences import _, _l
from webapp.whistleblowing.questions import Group, Kind, Question
from webapp.whistleblowing.tree import Person
from webapp.whistleblowing.walk.queries import Place
from webapp.whistleblowing.walk.sheet import IDENTITY, INVOLVED, LEADERS, OTHERS, PLACE, SEARCH, answer_field, names_in

FILES, ORIGINAL, GROUP = "bukti", "asli", "kelompok"
MOST_PLACES = 12
"""So many inspectorates are listed; of more one is searched."""
MOST_IDENTITY, MOST_SEARCH = 1000, 100
MOST_OTHERS = 20
"""Names beside those of holders of keys, together as long as MOST_IDENTITY at most."""
_SPARE = 2000
"""Characters beyond a limit that a draft keeps of a text that is too long."""
Fields = dict[str, Any]


class OfferedBoxes(Boxes):
    """Several boxes; one that is no longer offered, such as a person who has left, is simply gone."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what is offered."""
        offered = {one.value for one in self.choices or ()}  # type: ignore[union-attr]
        self.data = [one for one in valuelist if one in offered]


def form_of(fields: Fields, typed: MultiDict[str, str] | None) -> Form:
    """A form with these fields, filled in."""
    return type("Asked", (Form,), fields)(typed)  # type: ignore[no-any-return]


def place_fields(places: Sequence[Place], typed: MultiDict[str, str]) -> Fields:
    """Which inspectorate: all of a few, or those that were found; what is chosen stays in the list."""
    missing, few = _l("Pilih inspektorat yang akan membaca."), len(places) <= MOST_PLACES
    words, chosen = typed.get(SEARCH, "").casefold().split(), typed.get(PLACE, "")
    found = [one for one in places if few or (words and all(word in one.name.casefold() for word in words))]
    kept = [one for one in places if str(one.id) == chosen and one not in found[:MOST_PLACES]]
    options = [(str(one.id), one.name) for one in [*kept, *found[:MOST_PLACES]]]
    search = PlainStringField(
        _l("Cari nama daerah atau kementerian"),
        [AtMost(MOST_SEARCH)],
        description=_(
            "Ketik sebagian namanya, lalu tekan “Cari”. Paling banyak %(most)s nama tampil.", most=MOST_PLACES
        ),
    )
    choice = Choice(_l("Inspektorat mana yang akan membaca?"), options, missing)
    return {**({} if few else {SEARCH: search}), PLACE: choice}


def people_fields(people: Iterable[tuple[Person, str]]) -> Fields:
    """Who must not read."""
    options = [(str(one.id), f"{one.name}, {one.office} ({place})") for one, place in people]
    return {
        LEADERS: BooleanField(
            _l("Inspektur atau Sekretaris Daerah terlibat"),
            description=_l("Kiriman Anda lalu langsung ke inspektorat satu tingkat di atasnya."),
        ),
        INVOLVED: OfferedBoxes(
            _l("Adakah orang ini yang terlibat? (boleh kosong)"),
            options,
            description=_l(
                "Orang yang Anda tandai tidak pernah mendapat kunci. Ia tidak diberi tahu. "
                "Pemeriksa lain melihat siapa yang Anda tandai."
            ),
        ),
        OTHERS: PlainTextAreaField(
            _l("Orang lain yang tidak boleh mendapat kunci kelak (boleh kosong)"),
            [AtMost(MOST_IDENTITY), few_names],
            description=_l("Nama lengkap, satu nama di setiap baris. Pemeriksa melihat nama ini juga."),
        ),
    }


def few_names(_form: Form, field: Field) -> None:
    """At most MOST_OTHERS."""
    if len(names_in(field.data or "")) > MOST_OTHERS:
        raise ValidationError(_("Paling banyak %(most)s nama. Hapus beberapa baris.", most=MOST_OTHERS))


def identity_fields() -> Fields:
    """Who the reporter is, if they want to say so."""
    label = _l("Nama Anda, dan cara menghubungi Anda (boleh kosong)")
    return {IDENTITY: PlainTextAreaField(label, [AtMost(MOST_IDENTITY)])}


def group_fields(group: Group, questions: Iterable[Question]) -> Fields:
    """The questions of one group, and where it says so, evidence."""
    fields = {answer_field(one.id): _field(one) for one in questions}
    return {**fields, **_file_fields()} if group.files else fields


def label_of(question: Question) -> str:
    """With what may be left out."""
    label = _(question.label)
    if question.missing:
        return label
    if question.kind is Kind.CHOICES:
        return _("%(question)s (boleh lebih dari satu, boleh kosong)", question=label)
    return _("%(question)s (boleh kosong)", question=label)


def kept_of(form: Form) -> dict[str, list[str]]:
    """What was typed, for the draft: choices only where they were offered, texts not much longer than allowed."""
    return {field.name: _values(field) for field in form if field.name not in (FILES, ORIGINAL, SEARCH)}


def is_too_long(form: Form) -> bool:
    """Whether a draft could not keep all of a text: then nobody leaves its page without being told."""
    return any(isinstance(field.data, str) and len(field.data) > _limit(field) for field in form)


def _file_fields() -> Fields:
    return {
        FILES: MultipleFileField(_l("Berkas bukti (boleh kosong)"), description=LIMITS),
        ORIGINAL: BooleanField(
            _l("Simpan aslinya sebagai bukti"),
            description=_l("Aslinya memuat lokasi, waktu, dan nama pembuatnya. Itu dapat menunjuk kepada Anda."),
        ),
    }


def _field(question: Question) -> Any:
    label, hint = label_of(question), _(question.hint) if question.hint else ""
    options = [(value, _(words)) for value, words in question.options.items()]
    if question.kind is Kind.CHOICES:
        return OfferedBoxes(label, options, description=hint)
    if question.kind is Kind.CHOICE:
        return Choice(label, [(UNCHOSEN, _("Tidak saya jawab")), *options], default=UNCHOSEN, description=hint)
    checks = [*([Required(_(question.missing))] if question.missing else []), AtMost(question.limit)]
    kind = PlainTextAreaField if question.kind is Kind.TEXT else PlainStringField
    return kind(label, checks, description=hint)


def _values(field: Field) -> list[str]:
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, (Boxes, Choice)):
        given = field.data if isinstance(field.data, list) else [field.data]
        return [one.value for one in field.choices or () if one.value in given]  # type: ignore[union-attr]
    return [str(field.data or "")[: _limit(field)]]


def _limit(field: Field) -> int:
    return next((check.limit for check in field.validators if isinstance(check, AtMost)), MOST_SEARCH) + _SPARE


def code_form(fault: str = "") -> Form:
    """The last group of the code, as the reporter has written it down."""
    label = _l("Lima angka terakhir dari salinan Anda")
    form = form_of({GROUP: PlainStringField(label)}, MultiDict())
    form[GROUP].errors = [fault] if fault else []
    return form
