"""Which case leads another: found by its ticket, and both are read side by side before it is done."""

from __future__ import annotations

from wtforms import Field, ValidationError

from webapp.base.clock import local_date
from webapp.base.db import Database
from webapp.base.forms import Choice, PlainStringField, options
from webapp.base.i18n import date_long, nbsp
from webapp.base.ids import Ticket, parse_ticket, shown
from webapp.base.sentences import _, _l
from webapp.base.web import config, now
from webapp.cases.clocks import zone_of
from webapp.cases.keys import Keys
from webapp.cases.merging import LeadingFault, LeadingRefused, Likely, fault_of
from webapp.cases.models import Case
from webapp.desk.access import current_officer
from webapp.desk.action_forms import READ_BY_REPORTER, ActionForm, explanation
from webapp.desk.choice_queries import leading_choices
from webapp.desk.forms import ticket_of
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile, case_file
from webapp.desk.words import LEADING_FAULTS

OTHER = ""
"""The choice of a ticket that is typed. It is the one checked at first: text browsers would check another one."""


class MergeForm(ActionForm):
    """Which ticket leads, and why the matter is the same."""

    told = ("explanation",)
    preview = "desk/act_merge_check.html"
    calon = Choice(_l("Laporan yang mungkin tentang hal yang sama"), default=OTHER, validate_choice=False)
    leading = PlainStringField(
        _l("Nomor tiket yang memimpin"),
        description=_l("Laporan itu harus tentang masalah yang sama, masih ditangani, dan boleh Anda lihat."),
    )
    explanation = explanation(READ_BY_REPORTER)
    pair: tuple[tuple[str, CaseFile], ...] = ()
    """A heading and the case: the one that follows, then the one that leads; only of a valid form."""

    def offer(self, file: CaseFile, db: Database) -> None:
        """The case itself, where the other one is looked for, and those that are likely."""
        self.file, self.db = file, db
        likely = leading_choices(db, current_officer(), file, now())
        self.calon.choices = options(
            [*((one.case.ticket, _likely(one)) for one in likely), (OTHER, _("Laporan lain: saya tulis nomornya"))]
        )
        if not likely:
            del self.calon

    @property
    def named(self) -> str:
        """The ticket that was typed, else the chosen one."""
        return self.leading.data or self._chosen

    @property
    def _chosen(self) -> str:
        return str(self.calon.data) if "calon" in self else OTHER

    def validate_leading(self, field: Field) -> None:
        """Another case that can lead."""
        if field.errors:
            return
        if not self.named:
            raise ValidationError(_("Tulis nomor tiket laporan yang memimpin, atau pilih dari daftar bila ada."))
        ticket = ticket_of(self.named)
        if self._chosen not in (OTHER, ticket):
            raise ValidationError(
                _("Anda memilih satu laporan dan menulis tiket lain. Kosongkan nomornya, atau pilih laporan lain.")
            )
        leader = case_file(self.db, Keys.of(config()), current_officer(), ticket, now())
        fault = self._fault(leader)
        if leader is None or fault:
            raise ValidationError(str(LEADING_FAULTS[fault or LeadingFault.UNKNOWN]))
        followed, leads = (nbsp(shown(one.ticket)) for one in (self.file, leader))
        heading = _("Digabung: tiket %(ticket)s", ticket=followed), _("Memimpin: tiket %(ticket)s", ticket=leads)
        self.pair = ((heading[0], self.file), (heading[1], leader))

    def _fault(self, leader: CaseFile | None) -> LeadingFault | None:
        with self.db.read() as session:
            leading = session.get(Case, leader.case_id) if leader else None
            return fault_of(session, session.get_one(Case, self.file.case_id), leading)

    @property
    def to_be_seen(self) -> bool:
        """Both are read before they are merged."""
        return self.step != "kirim"

    def facts(self) -> dict[str, Fact]:
        """The leading ticket as eleven digits, and why."""
        return {"leading": parse_ticket(self.named), **super().facts()}

    def refuse(self, refused: LeadingRefused) -> None:
        """Tell it at the field."""
        self.leading.errors = [str(LEADING_FAULTS[refused.fault])]


def _likely(one: Likely) -> str:
    """A candidate in one sentence."""
    return _(
        "Tiket %(ticket)s: “%(title)s”, %(place)s, diterima %(date)s",
        ticket=nbsp(shown(Ticket(one.case.ticket))),
        title=one.title,
        place=one.place,
        date=date_long(local_date(one.case.received_at, zone_of(one.case))),
    )
