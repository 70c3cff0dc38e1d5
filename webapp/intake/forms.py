"""The steps of the citizen's form but for its story and its files.

Names of fields are Indonesian and short, as a text browser's user sees them.
Everything is judged on the server; `webapp.intake.whole` puts the steps together and ends them in a `NewReport`.
"""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectField, ValidationError

from webapp.base.forms import (
    NO,
    NOT_OFFERED,
    YES,
    Boxes,
    Choice,
    PlainStringField,
    options,
)
from webapp.base.sentences import _, _l
from webapp.cases.reports import Helper, Kind
from webapp.cases.words import KIND_NAMES, WISH_NAMES
from webapp.intake.fields import AtMost, coordinates, email_address, phone_number
from webapp.intake.step_form import MOST_PLACES, StepForm

ELSEWHERE = "lain"
"""The choice for a place that is not in the list: then it is described in words."""
YES_NO = [(YES, _l("Ya")), (NO, _l("Tidak"))]
PLACE, NAME, NOTE = 300, 200, 500
"""Most characters that a text may have."""


class AboutForm(StepForm):
    """Whether the report is about those who would handle it."""

    tentang_kantor = Choice(
        _l("Apakah ini tentang kantor atau orang yang akan menanganinya?"),
        # the harmless answer first: lynx ticks the first one by itself
        [("belum_tahu", _l("Belum tahu")), (NO, _l("Bukan")), (YES, _l("Ya"))],
        _l("Pilih ya, bukan, atau belum tahu."),
        description=_l("Bila ya, laporan masuk ke tingkat di atasnya, dan kantor itu tidak melihatnya."),
    )


class KindForm(StepForm):
    """What is brought, and what it concerns."""

    jenis = Choice(
        _l("Apa yang ingin Anda sampaikan?"),
        KIND_NAMES.items(),
        _l("Pilih pengaduan, aspirasi, atau permintaan informasi."),
    )
    topik = SelectField(  # type: ignore[call-arg]
        _l("Topik (boleh kosong)"), default="", choices=[], invalid_choice_message=NOT_OFFERED,
        description=_l("Bila ragu, biarkan saja: memilih topik adalah pekerjaan petugas."),
    )  # fmt: skip

    def fit(self) -> None:
        """The topics of this instance."""
        undecided = ("", _("Belum tahu, biar petugas yang memilih"))
        self.topik.choices = options([undecided, *((code, _(name)) for code, name in self.facts.topics)])
        super().fit()

    @property
    def kind(self) -> Kind | None:
        """What was chosen here."""
        return Kind(self.jenis.data) if self.jenis.data in set(Kind) else None


class PlaceForm(StepForm):
    """Where: an area found by name, and the place in words."""

    wilayah = PlainStringField(
        _l("Kelurahan, desa, atau kecamatan"), [AtMost(100)],
        description=_l(
            "Cukup sebagian nama, misalnya “sidomul”. "
            "Nama yang sama ada di banyak tempat, jadi kami tampilkan alamat lengkapnya."
        ),
    )  # fmt: skip
    kode = Choice(_l("Wilayah"), [], validate_choice=False)
    patokan = PlainStringField(
        _l("Jalan, gang, atau patokan (boleh kosong)"), [AtMost(PLACE)],
        description=_l("Tulis supaya petugas yang belum pernah ke sana dapat menemukannya."),
    )  # fmt: skip

    koordinat = PlainStringField(
        _l("Koordinat (boleh kosong)"), [coordinates],
        description=_l("Lintang, lalu bujur, misalnya -0.50210, 117.15361. Kosongkan bila bukan di situ."),
    )  # fmt: skip

    def fit(self) -> None:
        """The places found, and a way out for who doesn't find the right one; coordinates once a photo had some."""
        if not self.koordinat.raw_data:
            del self.koordinat
        elsewhere = (ELSEWHERE, _("Tidak ada di daftar ini. Saya tulis sendiri di bawah."))
        self.kode.choices = options(self._with(elsewhere) if self.facts.places else [])
        super().fit()

    def _with(self, elsewhere: tuple[str, str]) -> list[tuple[str, str]]:
        """The way out stands last; but first while nothing is chosen of many: lynx ticks the first one by itself."""
        places = list(self.facts.places)
        return [*places, elsewhere] if self.kode.data or len(places) == 1 else [elsewhere, *places]

    @property
    def is_cut(self) -> bool:
        """Whether more places may have been found than are shown."""
        return len(self.facts.places) >= MOST_PLACES

    def validate(self, extra_validators: Any = None) -> bool:
        """The code is one of those found; a complaint has a place."""
        good = super().validate(extra_validators)
        fault = self._fault()
        if fault:
            asked = self.kode if self.facts.places else self.wilayah
            asked.errors = [*asked.errors, fault]
        return good and not fault

    def _fault(self) -> str:
        code = self.kode.data
        if code == ELSEWHERE:
            return "" if self.patokan.data else _("Tulis tempatnya di isian jalan, gang, atau patokan.")
        if code:
            unknown = _("Kode wilayah itu tidak kami kenal. Cari nama wilayahnya, lalu pilih dari daftar.")
            return "" if code in dict(self.facts.places) else unknown
        if self.wilayah.data and self.facts.places:
            return _("Pilih satu wilayah dari daftar.")
        if self.wilayah.data:
            return self.nothing_found()
        missing = _("Tulis nama kelurahan, desa, atau kecamatan tempat kejadiannya, lalu tekan “Cari wilayah”.")
        return missing if self.kind is Kind.COMPLAINT and not self.facts.barrier else ""

    def nothing_found(self) -> str:
        """The sentence for words that find no place."""
        return _("Tidak ada wilayah bernama “%(words)s”. Coba nama kecamatan atau kotanya.", words=self.wilayah.data)

    @property
    def area_code(self) -> str | None:
        """The code chosen; None where the place is only described."""
        return self.kode.data if self.kode.data and self.kode.data != ELSEWHERE else None


class PrivacyForm(StepForm):
    """The two switches; each is explained where it is asked."""

    anonim = Choice(_l("Apakah Anda ingin anonim?"), YES_NO, _l("Pilih anonim: ya atau tidak."), default=NO)
    rahasia = Choice(_l("Apakah isi laporan ini rahasia?"), YES_NO, _l("Pilih rahasia: ya atau tidak."), default=NO)
    bahaya = HiddenField()
    """Says that both were answered in sight of the note on harm."""

    def validate_anonim(self, field: Field) -> None:
        """A face is identity."""
        if field.data == YES and self.signed:
            raise ValidationError(
                _(
                    "Video memperlihatkan wajah Anda, jadi laporan ini tidak dapat anonim. Pilih “Tidak”, kosongkan "
                    "nama dan kontak, lalu pilih rahasia. Atau hapus videonya dan tulis ceritanya."
                )
            )

    def fit(self) -> None:
        """Harm is confidential until the reporter, who has read why, says otherwise."""
        if self.facts.harm and self.bahaya.data != YES:
            self.rahasia.data = YES
        super().fit()


class ContactForm(StepForm):
    """How to reach the reporter, who is typing, and what help is wanted."""

    nama = PlainStringField(_l("Nama (boleh kosong)"), [AtMost(NAME)])
    surel = PlainStringField(
        _l("Alamat surel (boleh kosong)"), [AtMost(254), email_address],
        description=_l("Kabar dan jawaban kami kirim ke sini. Misalnya nama@contoh.id."),
    )  # fmt: skip
    telepon = PlainStringField(
        _l("Nomor telepon (boleh kosong)"), [AtMost(40), phone_number],
        description=_l("Misalnya 0812 3456 7890. PIN tidak pernah kami kirim lewat SMS."),
    )  # fmt: skip
    jangan_telepon = BooleanField(_l("Jangan telepon saya: saya tuli, sulit bicara, atau tidak ingin ditelepon."))
    siapa = Choice(
        _l("Siapa yang mengisi formulir ini?"),
        [
            (Helper.NONE, _l("Saya sendiri")),
            (Helper.HELPED, _l("Saya dibantu orang lain")),
            (Helper.REPRESENTED, _l("Saya mewakili orang lain")),
        ],
        _l("Pilih siapa yang mengisi formulir ini."), default=Helper.NONE.value,
    )  # fmt: skip
    pendamping = PlainStringField(_l("Nama yang membantu atau mewakili (boleh kosong)"), [AtMost(NAME)])
    bantuan = Boxes(
        _l("Bantuan apa yang Anda perlukan? (boleh kosong)"), WISH_NAMES.items(),
        description=_l("Tanpa biaya. Hanya petugas yang menangani laporan ini yang melihatnya."),
    )  # fmt: skip
    bantuan_lain = PlainStringField(_l("Bantuan lain (boleh kosong)"), [AtMost(NOTE)])

    def fit(self) -> None:
        """Who chose to be anonymous is not asked for a name."""
        if not self.whole and self.facts.anonymous:
            for name in CONTACT_FIELDS:
                del self[name]
        super().fit()


CONTACT_FIELDS = ("nama", "surel", "telepon", "jangan_telepon", "siapa", "pendamping")
