"""The way through the form, as data: eight steps, the last of which is the check."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.base.sentences import _, _l
from webapp.cases.reports import Kind
from webapp.intake.evidence_form import EvidenceForm
from webapp.intake.forms import AboutForm, ContactForm, KindForm, PlaceForm, PrivacyForm
from webapp.intake.step_form import StepForm
from webapp.intake.story_form import StoryForm


@dataclass(frozen=True)
class Step:
    """One page of questions. `part` is a template of templates/intake; `back` names the way back to it."""

    number: int
    form: type[StepForm]
    part: str
    title: str
    back: str
    titles: tuple[tuple[Kind, str], ...] = ()

    def title_for(self, kind: Kind | None) -> str:
        """The heading, in the words of what is being brought."""
        return str(dict(self.titles).get(kind, self.title)) if kind else str(self.title)


ABOUT = Step(1, AboutForm, "intake/_about.html", _l("Sebelum Anda mulai"), _l("Kembali ke langkah 1: sebelum mulai"))
KIND = Step(2, KindForm, "intake/_kind.html", _l("Jenis laporan"), _l("Kembali ke langkah 2: jenis laporan"))
STORY = Step(
    3,
    StoryForm,
    "intake/_story.html",
    _l("Apa yang terjadi, dan kapan?"),
    _l("Kembali ke langkah 3: isi laporan"),
    ((Kind.SUGGESTION, _l("Apa usul Anda?")), (Kind.INFORMATION, _l("Apa yang ingin Anda ketahui?"))),
)
PLACE = Step(
    4,
    PlaceForm,
    "intake/_place.html",
    _l("Di mana kejadiannya?"),
    _l("Kembali ke langkah 4: tempat"),
    ((Kind.SUGGESTION, _l("Untuk wilayah mana?")), (Kind.INFORMATION, _l("Tentang wilayah mana?"))),
)
EVIDENCE = Step(
    5, EvidenceForm, "intake/_evidence.html", _l("Ada foto atau berkas lain?"), _l("Kembali ke langkah 5: berkas bukti")
)
PRIVACY = Step(
    6, PrivacyForm, "intake/_privacy.html", _l("Anonim atau rahasia?"), _l("Kembali ke langkah 6: anonim dan rahasia")
)
CONTACT = Step(
    7,
    ContactForm,
    "intake/_contact.html",
    _l("Bagaimana kami menjawab Anda?"),
    _l("Kembali ke langkah 7: kontak dan bantuan"),
)
STEPS = (ABOUT, KIND, STORY, PLACE, EVIDENCE, PRIVACY, CONTACT)
CHECK = len(STEPS) + 1
"""The number of the last step: check what will be sent."""


def step_of(text: str) -> Step | None:
    """The step with this number as a form sends it; None for the check page, and for what is no step."""
    return STEPS[int(text) - 1] if text.isdecimal() and len(text) == 1 and 1 <= int(text) <= len(STEPS) else None


def page_title(title: str, number: int) -> str:
    """`Di mana kejadiannya? – Langkah 4 dari 7`."""
    return _("%(title)s – Langkah %(number)s dari %(total)s", title=title, number=number, total=CHECK)
