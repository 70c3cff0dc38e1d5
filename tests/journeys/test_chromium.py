"""What only a browser with memory can do wrong: go back, keep things, hold on to cookies."""

from __future__ import annotations

from tests.journeys import story
from tests.journeys.conftest import KeyboardArrive
from tests.journeys.stops import stops_to, stops_to_field
from tests.journeys.story import NEXT
from tests.journeys.town import Town
from webapp.officers.roles import Role


def test_back_after_the_fourth_step_shows_what_was_typed_there(arrive_by_keyboard: KeyboardArrive, here: Town) -> None:
    reporter = arrive_by_keyboard()
    story.tell_what_happened(reporter, here)
    reporter.fill("Kelurahan, desa, atau kecamatan", "sidomul").press("Cari wilayah").choose("Kelurahan Sidomulyo")
    reporter.fill("Jalan, gang, atau patokan", "Depan langgar").press(NEXT).sees("Langkah 5 dari 8")

    reporter.back().sees("Langkah 4 dari 8")
    assert reporter.value("Jalan, gang, atau patokan") == "Depan langgar"
    reporter.fill("Jalan, gang, atau patokan", "Depan langgar, seberang warung")
    for _step in ("place", "evidence", "privacy", "contact"):
        reporter.press(NEXT)
    reporter.sees("Periksa sebelum mengirim", "Depan langgar, seberang warung")


def test_the_first_field_of_each_step_and_the_ticket_are_near(arrive_by_keyboard: KeyboardArrive, here: Town) -> None:
    reporter = arrive_by_keyboard()
    near = [stops_to_field(reporter.open(here.at("/lapor")).browser)]
    for fill in (
        story.about_nobody,
        story.a_complaint,
        story.what_and_when,
        story.where,
        story.no_files,
        story.no_secrets,
    ):
        fill(reporter)
        near.append(stops_to_field(reporter.press(NEXT).browser))
    reporter.press(NEXT).press("Kirim laporan")

    assert max(near) <= 8, near
    assert stops_to(reporter.browser, "Nomor tiket") <= 3


def test_a_whole_visit_leaves_nothing_but_the_offline_page(arrive_with_scripts: KeyboardArrive, here: Town) -> None:
    reporter = arrive_with_scripts()
    sent = story.report(reporter, here)
    story.open_own_page(reporter, here, sent)

    stores = reporter.stores
    assert [stores[name] for name in ("local", "session", "databases")] == [{}, {}, []]
    page, style = stores["kept"]
    assert page == "/luring"
    assert style.startswith("/static/css/lapor.")
    assert reporter.usage(here.at("/")) > 0
    assert reporter.cookies == {}


def test_an_officers_cookies_never_go_to_the_public_pages(arrive_with_scripts: KeyboardArrive, here: Town) -> None:
    officer = arrive_with_scripts()
    story.sign_in(officer, here, here.officer(Role.COORDINATOR, "samarinda"))

    assert officer.cookies
    assert set(officer.cookies.values()) == {"/petugas"}


def test_without_scripts_nothing_of_a_visit_stays(arrive_without_scripts: KeyboardArrive, here: Town) -> None:
    reporter = arrive_without_scripts()
    story.open_own_page(reporter, here, story.report(reporter, here))

    assert reporter.usage(here.at("/")) == 0
    assert reporter.browser.run("return [localStorage.length, sessionStorage.length]") == [0, 0]
    assert reporter.cookies == {}
