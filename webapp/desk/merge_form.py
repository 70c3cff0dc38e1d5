"""Which case leads another: found by its ticket, and both are read side by side before it is done."""

from __future__ import annotations

from wtforms import Field, ValidationError

from webapp.base.db import Database
from webapp.base.forms import PlainStringField, Required
from webapp.base.i18n import nbsp
from webapp.base.ids import parse_ticket, shown
from webapp.base.sentences import _, _l
from webapp.base.web import config, now
from webapp.cases.keys import Keys
from webapp.cases.merging import LeadingFault, LeadingRefused, fault_of
from webapp.cases.models import Case
from webapp.desk.access import current_officer
from webapp.desk.action_forms import READ_BY_REPORTER, ActionForm, explanation
from webapp.desk.forms import is_ticket
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile, case_file
from webapp.desk.words import LEADING_FAULTS


class MergeForm(ActionForm):
    """Which ticket leads, and why the matter is the same."""

    told = ("explanation",)
    preview = "desk/act_merge_check.html"
    leading = PlainStringField(
        _l("Nomor tiket yang memimpin"),
        [Required(_l("Tulis nomor tiket laporan yang memimpin.")), is_ticket],
        description=_l("Laporan itu harus tentang masalah yang sama, masih ditangani, dan boleh Anda lihat."),
    )
    explanation = explanation(READ_BY_REPORTER)
    pair: tuple[tuple[str, CaseFile], ...] = ()
    """A heading and the case: the one that follows, then the one that leads; only of a valid form."""

    def offer(self, file: CaseFile, db: Database) -> None:
        """The case itself, and where the other one is looked for."""
        self.file, self.db = file, db

    def validate_leading(self, field: Field) -> None:
        """Another case that can lead."""
        if field.errors:
            return
        ticket = parse_ticket(field.data)
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
        return {"leading": parse_ticket(self.leading.data or ""), **super().facts()}

    def refuse(self, refused: LeadingRefused) -> None:
        """Tell it at the field."""
        self.leading.errors = [str(LEADING_FAULTS[refused.fault])]
