"""The desk of inspectors and custodians: the inbox, a report, each deed, copies, and who the reporter is."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, scenario

DESK, SEAT = "segel:/meja", "meja"
REPORT = f"{DESK}/laporan/<string(length=32):report_id>"
SLUGS = ("tanya", "catat", "ubah-keadaan", "minta-naikkan", "simpan-lebih-lama", "beri-kunci", "lepas-kunci")
ACT = f"{REPORT}/<any({', '.join(map(repr, (*SLUGS, 'minta-identitas')))}):slug>"


def sit(browser: Browser, site: Site, role: str) -> Browser:
    """At the desk as one of the people in it. Once for each: a second factor works one time, so the seat is kept."""
    browser.get(site.at("/meja/masuk")).forget()
    if seat := site.notes.get(f"seat.{role}"):
        return browser.give_cookie(SEAT, seat).get(site.at("/meja"))
    person = site.officers[role]
    browser.get(site.at("/meja/masuk")).fill("Nama pengguna", person.name).fill("Kalimat sandi", person.password)
    browser.fill("Enam angka", person.code()).press("Masuk")
    if not browser.cookie(SEAT):
        raise LookupError(f"{person.name} ({role}) could not sign in:\n{browser.text}")
    site.notes[f"seat.{role}"] = browser.cookie(SEAT)
    return browser


def report(browser: Browser, site: Site, code: str = "sealed.code", role: str = "inspector") -> Browser:
    """The report whose code was noted so, in somebody's inbox."""
    mark = site.notes[site.notes[code]]
    sit(browser, site, role)
    [row] = [one for one in browser.all("main section") if mark in one.text]
    return browser.open_first(f"[aria-labelledby='{row.get_attribute('aria-labelledby')}'] a")


def _page(name: str, rule: str, path: str, role: str = "inspector") -> None:
    @scenario(f"segel-meja{name}", f"{DESK}{rule}", "sealed", role)
    def way(browser: Browser, site: Site) -> None:
        sit(browser, site, role).get(site.at(f"/meja{path}"))


def _of_report(name: str, slug: str = "", press: str = "", rule: str = ACT) -> None:
    """A page of the report; with `press`, what its form says when nothing was filled in."""

    @scenario(f"segel-{name}", rule, "sealed", "sealed.code", "inspector")
    def way(browser: Browser, site: Site) -> None:
        report(browser, site)
        if slug:
            browser.open_first(f"main a[href$='/{slug}']")
        if press:
            browser.press(press)


_page("", "", "", "above")
_page("-angka", "/angka", "/angka")
_page("-permintaan", "/identitas", "/identitas", "custodian")
_of_report("meja-laporan", rule=DESK, slug="meja")
_of_report("laporan", rule=REPORT)
_of_report("tanya-salah", "tanya", "Kirim pertanyaan")
_of_report("catat", "catat")
_of_report("ubah-keadaan-salah", "ubah-keadaan", "Ubah keadaan")
_of_report("minta-naikkan", "minta-naikkan")
_of_report("simpan-lebih-lama-salah", "simpan-lebih-lama", "Simpan lebih lama")
_of_report("beri-kunci", "beri-kunci")
_of_report("lepas-kunci-salah", "lepas-kunci", "Lepas kunci saya")
_of_report("samarkan-dilihat", "samarkan", "Lihat hasilnya", rule=f"{REPORT}/samarkan")
_of_report("salinan-salah", "salinan", "Ambil sebagai PDF", rule=f"{REPORT}/salinan")
_of_report("identitas-belum", "identitas", rule=f"{REPORT}/identitas")


def asked(browser: Browser, site: Site) -> None:
    """An inspector has put a question to the reporter, and noted something."""
    report(browser, site)
    if "Apakah ada kuitansi" not in browser.text:
        browser.open_first("main a[href$='/tanya']")
        browser.fill("Pertanyaan Anda", "Apakah ada kuitansi?\nDi mana disimpan?").press("Kirim pertanyaan")
        browser.open_first("main a[href$='/catat']")
        browser.fill("Catatan", "Cocokkan dengan kontrak di bagian umum.").press("Simpan catatan")


@scenario("segel-laporan-percakapan", REPORT, "sealed", "sealed.code", "inspector")
def with_talk(browser: Browser, site: Site) -> None:
    """A report with a question and a note."""
    asked(browser, site)


@scenario("segel-laporan-dari-bawah", REPORT, "sealed", "sealed.above", "above")
def from_below(browser: Browser, site: Site) -> None:
    """A report that came up a level, with the talk below."""
    report(browser, site, "sealed.above", "above")


@scenario("segel-laporan-bersambung", REPORT, "sealed", "sealed.above", "above")
def on_two_pages(browser: Browser, site: Site) -> None:
    """A long report goes on over a second page."""
    report(browser, site, "sealed.above", "above")
    if not browser.all("main a[href$='?halaman=2']"):
        browser.open_first("main a[href$='/catat']").fill("Catatan", "Cocokkan dengan kontrak. " * 300)
        browser.press("Simpan catatan")
    browser.open_first("main a[href$='?halaman=2']")


@scenario("segel-meja-sudah-keluar", ACT, "sealed", "sealed.code", "inspector")
def signed_out(browser: Browser, site: Site) -> None:
    """The session ended while somebody wrote."""
    report(browser, site).open_first("main a[href$='/catat']")
    browser.fill("Catatan", "Cocokkan dengan kontrak.").forget().press("Simpan catatan")


WHO = f"{REPORT}/identitas"


def _who(browser: Browser, site: Site) -> Browser:
    """Where an inspector reads how far the request is."""
    return report(browser, site).open_first("main a[href$='/identitas']")


def _requested(browser: Browser, site: Site) -> None:
    """The inspector has asked who the reporter is."""
    _who(browser, site)
    if browser.all("a[href$='/minta-identitas']"):
        browser.open_first("a[href$='/minta-identitas']")
        browser.fill("Mengapa", "Pelapor meminta perlindungan LPSK.").press("Kirim permintaan")


@scenario("segel-minta-identitas-salah", ACT, "sealed", "sealed.code", "inspector")
def motiveless(browser: Browser, site: Site) -> None:
    """Asked without a reason."""
    report(browser, site)
    browser.get(browser.url.partition("?")[0] + "/minta-identitas").press("Kirim permintaan")


@scenario("segel-identitas-diminta", WHO, "sealed", "sealed.code", "inspector")
def requested(browser: Browser, site: Site) -> None:
    """Not decided yet."""
    _requested(browser, site)
    _who(browser, site)


def _request(browser: Browser, site: Site) -> Browser:
    """The newest request, as a custodian reads it."""
    _requested(browser, site)
    return sit(browser, site, "custodian").open_first("main h2 a")


DECISION = f"{DESK}/identitas/<int:request_id>"


@scenario("segel-permintaan-salah", DECISION, "sealed", "sealed.code", "inspector", "custodian")
def refused_without_a_word(browser: Browser, site: Site) -> None:
    """Refused without a reason."""
    _request(browser, site).press("Tolak permintaan")


@scenario("segel-permintaan-diizinkan", DECISION, "sealed", "sealed.code", "inspector", "custodian")
def granted(browser: Browser, site: Site) -> None:
    """Decided."""
    _request(browser, site)
    if browser.all("button[name='putusan:izinkan']"):
        browser.fill("Penjelasan", "Hanya untuk LPSK.").press("Izinkan").open_first("main h2 a")
    site.notes["sealed.granted"] = "yes"


@scenario("segel-identitas-terbaca", WHO, "sealed", "sealed.granted", "inspector")
def known(browser: Browser, site: Site) -> None:
    """Who the reporter is."""
    _who(browser, site).press("Tampilkan identitas")


@scenario("segel-meja-rusak", REPORT, "sealed", "sealed.spoilt", "inspector")
def broken(browser: Browser, site: Site) -> None:
    """Somebody has changed something in the database."""
    sit(browser, site, "inspector").get(site.at(f"/meja/laporan/{site.notes['sealed.spoilt.id']}"))
