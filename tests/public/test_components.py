"""The macros: how a clock explains itself, how codes are heard, how fields and their errors are tied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from tests.auditing.document import words
from webapp.base.timeline import Moment
from webapp.base.working_days import Calendar, Closure
from webapp.cases.deadlines import Pause, PauseReason, rule
from webapp.cases.explanation import Explanation, explain

DECEMBER_9 = date(2026, 12, 9)
ORDINARY = "62-2018.resolution.ordinary"


class Day(Form):
    day = StringField("Tanggal")
    month = StringField("Bulan")
    year = StringField("Tahun")

    def validate(self, extra_validators: object = None) -> bool:
        self.form_errors = ["November hanya sampai tanggal 30."]
        return False


class Story(Form):
    token = HiddenField()
    title = StringField("Judul", [InputRequired("Tulis judul.")], description="Satu kalimat.")
    when = FormField(Day, "Kapan?", description="Kira-kira saja boleh.")
    kind = RadioField("Jenis", choices=[("a", "Pengaduan"), ("b", "Aspirasi")], validate_choice=False)
    area = SelectField("Wilayah", choices=[("1", "Samarinda")])
    agreed = BooleanField("Setuju", [InputRequired("Beri tanda.")])

    def validate_token(self, _field: HiddenField) -> None:
        raise ValidationError("Formulir ini sudah lama terbuka. Kirim sekali lagi.")

    def validate_kind(self, _field: RadioField) -> None:
        raise ValidationError("Pilih jenisnya.")


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        app.preprocess_request()
        yield


def render(app: Flask, name: str, *args: object, **kwargs: object) -> BeautifulSoup:
    macro = getattr(app.jinja_env.get_template(f"components/{name}.html").module, name)
    return BeautifulSoup(str(macro(*args, **kwargs)), "html5lib")


def seen(soup: BeautifulSoup) -> str:
    return words(soup.body)


def clock_of(code: str, today: date, *pauses: Pause, calendar: Calendar | None = None) -> Explanation:
    return explain(rule(code), DECEMBER_9, today, calendar or Calendar.of(), pauses)


def test_clock_counts_aloud(app: Flask) -> None:
    soup = render(app, "clock", clock_of(ORDINARY, date(2026, 12, 22)))
    text = seen(soup)
    assert "Jawaban paling lambat Kamis, 31 Desember 2026" in text
    assert "5 hari kerja lagi" in text
    assert "Hari ini Selasa, 22 Desember 2026: hari ke‑9 dari 14. Hitungan mulai sehari sesudah" in text
    assert "Sabtu dan Minggu: 12, 13, 19, 20, 26, 27 Desember" in text
    assert "Jumat, 25 Desember 2026: Hari Raya Natal" in text
    assert "PermenPANRB 62/2018; penggantinya, PermenPANRB 5/2025" in text
    cells = [words(cell) for cell in soup.select("td.now, td.due, td.skip")]
    assert {"22 kini", "31 batas", "24 cuti", "25 libur", "9 Desember awal"} <= set(cells)
    assert [words(head) for head in soup.select("th")][:2] == ["Senin", "Selasa"]


def test_late_clock_says_late_in_words(app: Flask) -> None:
    text = seen(render(app, "clock", clock_of("62-2018.first_follow_up", date(2026, 12, 22))))
    assert "Terlambat 4 hari kerja" in text
    assert "Batasnya sudah lewat." in text


def test_last_day_and_day_without_number(app: Flask) -> None:
    assert "Hari ini hari terakhir." in seen(render(app, "clock", clock_of(ORDINARY, date(2026, 12, 31))))
    sunday = seen(render(app, "clock", clock_of(ORDINARY, date(2026, 12, 27))))
    assert "Hari ini Minggu, 27 Desember 2026, tidak dihitung. Sudah 10 dari 14 hari." in sunday
    assert "Hari pertama dari 14 belum tiba." in seen(render(app, "clock", clock_of(ORDINARY, DECEMBER_9)))


def test_paused_clock_says_whom_it_waits_for(app: Flask) -> None:
    pause = Pause(date(2026, 12, 14), None, PauseReason.INFO_ASKED)
    text = seen(render(app, "clock", clock_of(ORDINARY, date(2026, 12, 17), pause)))
    assert "Hitungan sedang dijeda." in text
    assert "Kami menunggu keterangan dari pelapor." in text
    assert "Menunggu keterangan pelapor: 15, 16, 17 Desember" in text


def test_closures_and_years_without_decree_are_named(app: Flask) -> None:
    calendar = Calendar.of([Closure(date(2026, 12, 14), "banjir besar")])
    assert "Senin, 14 Desember 2026: kantor tutup, banjir besar" in seen(
        render(app, "clock", clock_of(ORDINARY, DECEMBER_9, calendar=calendar))
    )
    far = explain(rule(ORDINARY), date(2027, 12, 20), date(2027, 12, 22), Calendar.of())
    assert "Tanggal ini perkiraan. Libur nasional tahun 2028 belum ditetapkan" in seen(render(app, "clock", far))


def test_calendar_days_are_not_called_working_days(app: Flask) -> None:
    text = seen(render(app, "clock", clock_of("62-2018.reporter_completes", date(2026, 12, 10))))
    assert "29 hari lagi" in text
    assert "dasar hukumnya belum dipastikan" in text
    assert "PermenPANRB" not in text


def test_every_rule_has_its_words(app: Flask) -> None:
    from webapp.cases.deadlines import PROFILES

    for profile in PROFILES:
        for one in profile.rules:
            text = seen(render(app, "clock", explain(one, DECEMBER_9, DECEMBER_9, Calendar.of())))
            assert "Aturan: " in text, one.code


@pytest.mark.parametrize("typed", ["73029481567", "7302 9481 567", "7302-9481-567"])
def test_ticket_is_one_text_for_eye_and_ear(app: Flask, typed: str) -> None:
    for slim in (True, False):
        soup = render(app, "ticket", typed, slim=slim)
        code = soup.select_one(".code")
        assert code is not None
        assert code.get_text() == "7 3 0 2, 9 4 8 1, 5 6 7"


def test_pin_is_read_in_pairs(app: Flask) -> None:
    code = render(app, "pin", "4816037529").select_one(".code")
    assert code is not None
    assert code.get_text() == "4 8, 1 6, 0 3, 7 5, 2 9"


def test_summary_links_to_the_control_that_mends(app: Flask) -> None:
    form = Story(MultiDict())
    assert not form.validate()
    soup = render(app, "error_summary", form)
    links = {words(link): link["href"] for link in soup.select("a")}
    assert links["Tulis judul."] == "#title"
    assert links["November hanya sampai tanggal 30."] == "#when-day"
    assert links["Pilih jenisnya."] == "#kind-0"
    assert links["Beri tanda."] == "#agreed"
    assert "Formulir ini sudah lama terbuka. Kirim sekali lagi." in [words(li) for li in soup.select("li")]
    assert not any("lama terbuka" in text for text in links), "a hidden field can't be gone to"
    assert f"Ada {len(soup.select('li'))} isian" in seen(soup)


def test_no_errors_no_summary(app: Flask) -> None:
    assert seen(render(app, "error_summary", Story())) == ""


def test_hint_and_error_are_tied_to_the_first_control(app: Flask) -> None:
    form = Story(MultiDict({"title": ""}))
    form.validate()
    title = render(app, "field", form.title).select_one("input")
    day = render(app, "date_fields", form.when).select("input")
    radios = render(app, "radios", form.kind).select("input")
    assert title is not None
    assert (title["aria-describedby"], title["aria-invalid"]) == ("title-h title-e", "true")
    assert (day[0]["aria-describedby"], day[0]["aria-invalid"]) == ("when-h when-e", "true")
    assert not day[1].has_attr("aria-describedby")
    assert radios[0]["aria-describedby"] == "kind-e"
    assert not radios[1].has_attr("aria-describedby")


def test_what_was_typed_is_shown_again_and_never_cut(app: Flask) -> None:
    typed = 'a"><script>' + "é" * 500
    field = render(app, "field", Story(MultiDict({"title": typed})).title).select_one("input")
    assert field is not None
    assert field["value"] == typed
    assert not {"required", "maxlength", "minlength"} & set(field.attrs)


def test_chosen_answers_stay_chosen(app: Flask) -> None:
    form = Story(MultiDict({"kind": "b", "area": "1", "agreed": "y"}))
    checked = [field["value"] for field in render(app, "radios", form.kind).select("input[checked]")]
    assert checked == ["b"]
    assert render(app, "select", form.area).select_one("option[selected]") is not None
    assert render(app, "checkbox", form.agreed).select_one("input[checked]") is not None


def test_timeline_writes_out_now_and_to_come(app: Flask) -> None:
    said = (("Tulisan pelapor", "Air naik lagi."),)
    now = Moment(state="now", when="Rabu", iso="2026-12-09T19:42+08:00", title="Diterima", text="x", quotes=said)
    coming = Moment(state="next", when="Kamis", lead="Paling lambat", title="Jawaban")
    soup = render(app, "timeline", [now, coming], "en")
    items = [words(item) for item in soup.select("li")]
    assert items == ["Rabu, keadaan sekarang Diterima x Tulisan pelapor Air naik lagi.", "Paling lambat Kamis Jawaban"]
    assert soup.select_one("blockquote[lang=id]") is not None


def test_late_is_a_word_and_a_shape(app: Flask) -> None:
    soup = render(app, "status", "assigned", "Terlambat 2 hari kerja", late=True)
    assert soup.select_one(".status.late") is not None
    assert render(app, "status", "in_progress", "Ditindaklanjuti").select_one(".half") is not None
    assert render(app, "status", "received", "Menunggu").select_one(".wait") is not None
