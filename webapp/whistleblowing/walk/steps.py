"""The steps of the walk in their order, and the form of each, for one draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from werkzeug.datastructures import MultiDict
from wtforms import Form

from webapp.base.sentences import _
from webapp.whistleblowing.questions import Group, Question
from webapp.whistleblowing.tree import NobodyToRead
from webapp.whistleblowing.walk import forms, queries
from webapp.whistleblowing.walk.queries import Place, Reading
from webapp.whistleblowing.walk.sheet import ALL, CHECK, ON_ONE_PAGE, PEOPLE, PLACE, WHO, Sheet, group_step
from webapp.whistleblowing.web import House


@dataclass(frozen=True)
class Steps:
    """Of one draft, as the rooms are now."""

    rooms: House
    sheet: Sheet

    @cached_property
    def places(self) -> Sequence[Place]:
        """Where one can write to."""
        return queries.places(self.rooms)

    @property
    def place(self) -> int | None:
        """The inspectorate that was chosen, or the only one."""
        return self.places[0].id if len(self.places) == 1 else self.sheet.place

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Every question that the answers lead to; on one page everything is asked."""
        if self.sheet.first(ON_ONE_PAGE):
            return tuple(one for group in self.rooms.settings.questions.groups for one in group.questions)
        return tuple(self.rooms.settings.questions.asked(self.sheet.answers))

    @cached_property
    def reading(self) -> Reading | None:
        """Who will read; None where nobody could."""
        try:
            return self.who_reads()
        except NobodyToRead:
            return None

    def who_reads(self) -> Reading:
        """Who will read; raises NobodyToRead."""
        if self.place is None:
            raise NobodyToRead
        return queries.reading(self.rooms, self.place, self.sheet)

    def answer(self, question: Question) -> list[str]:
        """The answer to a question, as it was read."""
        return question.words(self.sheet.answers.get(question.id, []))

    @property
    def groups(self) -> list[Group]:
        """Those that ask something."""
        groups = self.rooms.settings.questions.groups
        return [group for group in groups if group.files or self.of_group(group)]

    def of_group(self, group: Group) -> tuple[Question, ...]:
        """What a group asks after these answers."""
        return tuple(question for question in group.questions if question in self.asked)

    @property
    def order(self) -> list[str]:
        """The names of the steps."""
        groups = [ALL] if self.sheet.first(ON_ONE_PAGE) else [group_step(group.id) for group in self.groups]
        who = [WHO] if self.reading and self.reading.readers.custodians else []
        return [*([PLACE] if len(self.places) > 1 else []), PEOPLE, *groups, *who, CHECK]

    def before(self, step: str) -> str | None:
        """The one before; None at the first."""
        return next(iter([*takewhile(lambda one: one != step, self.order)][-1:]), None)

    def after(self, step: str) -> str:
        """The one that follows; the check follows what is no step any more."""
        order = self.order
        return order[order.index(step) + 1] if step in order[:-1] else CHECK

    def known(self, step: str) -> str:
        """The step itself, or the first one for what is none."""
        return step if step in self.order else self.order[0]

    def is_one(self, step: str) -> bool:
        """Whether a page may have been of this step, even if another answer has closed it since."""
        groups = (group_step(group.id) for group in self.rooms.settings.questions.groups)
        return step in (PLACE, PEOPLE, ALL, WHO, CHECK, *groups)

    def heading(self, step: str) -> str:
        """What its page asks; the title, which stays in the history of the browser, is only its number."""
        groups = {group_step(group.id): group.title for group in self.groups}
        fixed = {
            PLACE: _("Ke mana?"),
            PEOPLE: _("Siapa yang tidak boleh membaca?"),
            ALL: _("Semua pertanyaan"),
            WHO: _("Tentang Anda"),
            CHECK: _("Periksa isian"),
        }
        return fixed[step] if step in fixed else _(groups[step])

    def form(self, step: str, typed: MultiDict[str, str] | None = None) -> Form:
        """Of a step, with what was typed or, without that, with what the draft holds."""
        values: MultiDict[str, str] = MultiDict(dict(self.sheet.fields)) if typed is None else typed
        return forms.form_of(self._fields(step, values), values)

    def first_open(self) -> tuple[str, Form] | None:
        """The first step that can't be sent as it is, with what is wrong there; None when all can."""
        for step in self.order[:-1]:
            form = self.form(step)
            if not form.validate() or self.refuses(step, form):
                return step, form
        return None

    def refuses(self, step: str, form: Form) -> bool:
        """Whether nobody could read, said where the reporter names who is involved."""
        if step != PEOPLE or self.reading is not None:
            return False
        form.form_errors.append(
            _(
                "Tidak ada pemeriksa yang boleh membaca, di sini atau di atasnya. Karena itu kami tidak menerima "
                "kiriman ini. Ubah pilihan di halaman ini, pilih inspektorat lain, atau tulis kepada "
                "Komisi Pemberantasan Korupsi (KPK): telepon 198, atau kws.kpk.go.id. Tulisan Anda masih ada di sini."
            )
        )
        return True

    def _fields(self, step: str, values: MultiDict[str, str]) -> forms.Fields:
        if step == PLACE:
            return forms.place_fields(self.places, values)
        if step == PEOPLE:
            return forms.people_fields(queries.people(self.rooms, self.place))
        if step == WHO:
            return forms.identity_fields()
        fields: forms.Fields = {}
        for group in self.rooms.settings.questions.groups:
            if step in (ALL, group_step(group.id)):
                fields |= forms.group_fields(group, self.of_group(group))
        return fields
