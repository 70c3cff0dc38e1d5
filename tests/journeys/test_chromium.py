"""What only a browser with memory can do wrong: go back, keep things, hold on to cookies."""

from __future__ import annotations

from typing import cast

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from accessibility.reading import stops_to, stops_to_field
from tests.journeys import story
from tests.journeys.conftest import KeyboardArrive
from tests.journeys.keyboard import Keyboard
from tests.journeys.story import NEXT
from tests.journeys.town import Town
from tests.servers import PATIENCE
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
    for fill in story.STEPS:
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


def test_after_each_next_reading_starts_at_the_top(arrive_by_keyboard: KeyboardArrive, here: Town) -> None:
    """Not where the button was: neither the keyboard nor the window stays at the bottom."""
    reporter = arrive_by_keyboard()
    reporter.browser.width(320, 480)
    reporter.open(here.at("/lapor"))
    for fill in story.STEPS:
        fill(reporter)
        is_at_the_top(reporter.press(NEXT))
    is_at_the_top(reporter.press(NEXT))
    reporter.press("Kirim laporan")
    assert reporter.focused.accessible_name.startswith("Laporan Anda sudah kami terima")
    assert reporter.browser.run(IN_SIGHT)


def test_after_a_faulty_next_everything_that_is_wrong_is_read_out(
    arrive_by_keyboard: KeyboardArrive, here: Town
) -> None:
    """Not only the first fault: the keyboard is on a group whose spoken name holds them all."""
    reporter = arrive_by_keyboard()
    reporter.browser.width(320, 480)
    reporter.open(here.at("/lapor?cara=satu-halaman")).press("Simpan dan periksa")
    heard = reporter.focused.accessible_name
    faults = [one.text for one in reporter.browser.all(".errors li")]
    assert len(faults) > 2 and heard.startswith(f"Ada {len(faults)} isian yang perlu diperbaiki")
    assert [fault for fault in faults if fault not in heard] == []
    assert reporter.browser.run(IN_SIGHT)


IN_SIGHT = """
const {top, bottom} = document.activeElement.getBoundingClientRect();
return top < innerHeight && bottom > 0;
"""


def is_at_the_top(reporter: Keyboard) -> None:
    """The window shows the beginning, nothing has the focus, and the first Tab goes to the beginning of the page."""
    assert reporter.focused.tag_name == "body" and reporter.browser.run("return scrollY") == 0
    first = reporter.browser.all("a[href], button, input:not([type=hidden])")[0]
    ActionChains(reporter.browser.driver).send_keys(Keys.TAB).perform()
    assert reporter.focused == first


def test_what_is_being_typed_survives_an_update_of_the_service_worker(
    arrive_with_scripts: KeyboardArrive, here: Town
) -> None:
    reporter = arrive_with_scripts()
    story.tell_what_happened(reporter, here)
    [before] = caches_of(reporter)
    reporter.fill("Jalan, gang, atau patokan", "Depan langgar")
    renew_the_offline_page(reporter, here)

    # the new one has taken over when the old one's store is thrown away
    WebDriverWait(reporter.browser.driver, PATIENCE).until(lambda _: before not in caches_of(reporter))
    assert len(caches_of(reporter)) == 1
    assert reporter.value("Jalan, gang, atau patokan") == "Depan langgar"
    reporter.fill("Kelurahan, desa, atau kecamatan", "sidomul").press("Cari wilayah").choose("Kelurahan Sidomulyo")
    for _step in ("place", "evidence", "privacy", "contact"):
        reporter.press(NEXT)
    story.note(reporter.sees(story.TITLE, "Depan langgar").press("Kirim laporan"))


def caches_of(reporter: Keyboard) -> list[str]:
    """The names of the stores that the installed worker has."""
    return cast(list[str], reporter.browser.driver.execute_async_script(NAMES))


NAMES = "const [done] = arguments; navigator.serviceWorker.ready.then(() => caches.keys()).then(done);"
UPDATE = (
    "const [done] = arguments; navigator.serviceWorker.ready.then((known) => known.update()).finally(() => done());"
)
"""Refused where the browser is at it already, because a page was opened: whether it came is asked afterwards."""


def renew_the_offline_page(reporter: Keyboard, here: Town) -> None:
    """In another window, larger letters are chosen; they are in the worker's page, so there is a new worker."""
    driver = reporter.browser.driver
    mine = driver.current_window_handle
    driver.switch_to.new_window("tab")
    reporter.open(here.at("/tampilan")).choose("Dua kali").press("Simpan pilihan")
    driver.close()
    driver.switch_to.window(mine)
    driver.execute_async_script(UPDATE)


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
