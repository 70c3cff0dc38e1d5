"""The step at which files are handed in."""

from __future__ import annotations

from webapp.attachments.web import control
from webapp.intake.step_form import StepForm


class EvidenceForm(StepForm):
    """Files that show it: photos, documents, recordings. Each is kept as soon as it has come."""

    bukti = control()

    def refuse(self, sentences: list[str]) -> None:
        """Tell at the control what was not taken; stays when the form is validated."""
        self.bukti.errors = self.bukti.process_errors = sentences
