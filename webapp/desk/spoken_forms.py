"""Forms of what officers write to the reporter, and what the public reads of it once the case is published."""

from __future__ import annotations

from flask import request
from wtforms import FileField, HiddenField

from webapp.attachments import web
from webapp.attachments.kept import Kept
from webapp.base import captions
from webapp.base.db import Database
from webapp.base.files.kinds import is_video
from webapp.base.forms import AtMost, Boxes, Choice, PlainTextAreaField, Required, options
from webapp.base.sentences import _, _l
from webapp.cases.masks import NOTHING_KNOWN
from webapp.cases.moves import FILES, PASSED
from webapp.desk.action_forms import ActionForm, text
from webapp.desk.orders import Fact
from webapp.desk.queries import CaseFile
from webapp.desk.redaction import known_for, known_of, listed, optional, passed

ALL, REPORTER = "all", "reporter"
"""Who reads what an officer writes: everybody once the case is published, or its reporter only."""
TRANSCRIPT = 20_000
"""Most characters of what is said in a video: some twenty minutes of speech."""
NO_CAPTIONS = _l("Berkas takarir itu tidak dapat dibaca. Pilih WebVTT atau SRT, atau tulis isinya di isian teks.")


def readers() -> Choice:
    """Who will read it."""
    return Choice(_l("Siapa yang membacanya?"), missing=_l("Pilih siapa yang membacanya."))


def as_it_is() -> Boxes:
    """One box for each mask that may be wrong: to show a colleague's name must not show a telephone."""
    return Boxes(_l("Mana yang bukan data pribadi, dan boleh dibaca umum? (boleh kosong)"), validate_choice=False)


class SpokenForm(ActionForm):
    """What an officer writes to the reporter, and what the public reads of it once the case is published."""

    readers: Choice
    biarkan: Boxes
    bukti, draf = web.control(), HiddenField()
    takarir = FileField(
        _l("Berkas takarir (boleh kosong)"),
        description=_l("WebVTT atau SRT, paling besar 200 KB. Isinya masuk ke isian teks, untuk Anda periksa."),
    )
    captions = PlainTextAreaField(
        _l("Yang dikatakan dalam video"),
        [Required(_l("Video perlu teks: unggah takarirnya, atau tulis apa yang dikatakan di dalamnya.")),
         AtMost(TRANSCRIPT)],
        description=_l("Untuk yang tuli atau tidak dapat memutar video. Hening? Tulis “tanpa suara”."),
    )  # fmt: skip
    kept: tuple[Kept, ...] = ()
    for_all: tuple[str, ...] = ()
    """The texts that the public may read; the others are the reporter's."""
    check_title = _l("Periksa catatan sebelum disimpan")
    change = _l("Ubah catatan")
    known = NOTHING_KNOWN

    def begin(self, file: CaseFile) -> None:
        """Open, unless the case is confidential."""
        self.readers.data = REPORTER if file.state.confidential else ALL

    def offer(self, file: CaseFile, db: Database) -> None:
        """A confidential case is read by its reporter only, and so is what came without a choice."""
        self.known = known_of(file)
        if request.method == "POST":
            self.draf.data, refused = web.hand_in()
            self.bukti.errors = self.bukti.process_errors = refused
            self.kept = web.kept(self.draf.data)
        self._ask_captions()
        self.readers.data = self.readers.data or REPORTER
        self.biarkan.choices = options((found, found) for found in self._optional())
        public = (ALL, _("Pelapor, dan umum bila isi laporan ini terbit"))
        self.readers.choices = options([*([] if file.state.confidential else [public]), (REPORTER, _("Hanya pelapor"))])

    def _ask_captions(self) -> None:
        """Only a video needs them; what a file of captions says stands in the field, where it can be mended."""
        if not any(is_video(one.kind) for one in self.kept):
            del self.takarir, self.captions
        elif chosen := web.chosen(self.takarir.name):
            try:
                self.captions.data = captions.spoken(chosen[0][1].chunks())
            except captions.NoCaptions:
                self.takarir.errors = self.takarir.process_errors = [str(NO_CAPTIONS)]

    @property
    def _told(self) -> list[str]:
        """The texts of this form, those of a video last."""
        return [*self.told, *(["captions"] if "captions" in self else [])]

    @property
    def only_asks(self) -> bool:
        """Also where a file was refused or removed."""
        return super().only_asks or bool(self.bukti.process_errors) or web.REMOVE in request.form

    @property
    def draft(self) -> str:
        """Under which the files are kept."""
        return self.draf.data or ""

    @property
    def ending(self) -> str:
        """How the report ends with it, in our words; empty where it doesn't."""
        return ""

    @property
    def slots(self) -> list[tuple[str, str]]:
        """Label and text of each slot, as the reporter reads it."""
        return [(str(self[name].label.text), self.written(name)) for name in self._told]

    @property
    def passed(self) -> dict[str, str]:
        """The same by name, as the public would read it; empty when it is for the reporter only."""
        video = [name for name in self._told if name not in self.told]
        texts = {name: self.written(name) for name in (*self.for_all, *video)} if self.readers.data == ALL else {}
        return passed(texts, self.known, self.biarkan.data or ())

    @property
    def public_slots(self) -> list[tuple[str, str]]:
        """Label and public text."""
        return [(str(self[name].label.text), text) for name, text in self.passed.items()]

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """What was masked in it, and why."""
        return [one for name in self.passed for one in listed(self.written(name), known_for(name, self.known))]

    def _optional(self) -> list[str]:
        """What is masked and may be let stand, each once."""
        names = [name for name in self._told if name in (*self.for_all, "captions")]
        every = [one for name in names for one in optional(self.written(name), known_for(name, self.known))]
        return list(dict.fromkeys(every))

    @property
    def to_be_seen(self) -> bool:
        """Nothing is masked behind the officer's back."""
        return self.step != "kirim" and any(self.written(name) != text for name, text in self.passed.items())

    def facts(self) -> dict[str, Fact]:
        """The texts, who reads them, what the public reads, and the files."""
        files = web.for_case(self.kept)
        said = {name: self.written(name) for name in self._told}
        return {**super().facts(), **said, "readers": self.readers.data, PASSED: self.passed, FILES: files}


class NoteForm(SpokenForm):
    """What was done."""

    told = for_all = ("note",)
    note = text(
        _l("Apa yang sudah dikerjakan?"),
        _l("Tulis apa yang sudah dikerjakan."),
        _l("Pelapor membacanya persis seperti ini."),
    )
    readers, biarkan = readers(), as_it_is()
