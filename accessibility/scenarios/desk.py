"""Officers' pages: the door, the queue, a case, and a page for each kind of action."""

from __future__ import annotations

from datetime import UTC, datetime

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

CASE, ACT = "/petugas/kasus/<tiket>", "/petugas/kasus/<tiket>/<aksi>"

plain("petugas-masuk", "/petugas/masuk")


@scenario("petugas-masuk-salah", "/petugas/masuk")
def wrong_password(browser: Browser, site: Site) -> None:
    """Signing in as nobody."""
    browser.get(site.at("/petugas/masuk"))
    browser.fill("Nama pengguna", "bukan-siapa-siapa").fill("Kata sandi", "bukan kata sandi").fill("Kode", "000000")
    browser.press("Masuk")


def _page(name: str, rule: str, path: str, role: str = "coordinator") -> None:
    @scenario(name, rule, role)
    def way(browser: Browser, site: Site) -> None:
        site.sign_in(browser, role)
        browser.get(site.at(path))


def _case(browser: Browser, site: Site, role: str, status: str) -> Browser:
    """The first case of the queue with this status; LookupError says whose queue has none."""
    site.sign_in(browser, role)
    browser.get(site.at(f"/petugas/?status={status}"))
    if not browser.all("tbody a"):
        raise LookupError(f"the queue of {site.notes[role]} ({role}) has no case that is {status}")
    return browser.open_first("tbody a")


def _case_page(name: str, status: str, role: str = "coordinator") -> None:
    @scenario(name, CASE, role)
    def way(browser: Browser, site: Site) -> None:
        _case(browser, site, role, status)


def _act_page(name: str, status: str, slug: str, role: str = "coordinator") -> None:
    @scenario(name, ACT, role)
    def way(browser: Browser, site: Site) -> None:
        _case(browser, site, role, status).open_first(f"main a[href*='/{slug}']")


_page("petugas-antrean", "/petugas/", "/petugas/")
_page("petugas-antrean-kosong", "/petugas/", "/petugas/?status=received", "liaison")
_page("petugas-antrean-kata", "/petugas/", "/petugas/?kata=jalan")
_page("petugas-antrean-mendesak", "/petugas/", "/petugas/?status=urgent")
_page("petugas-antrean-selesai", "/petugas/", "/petugas/?status=ended&kata=jalan")
_page("petugas-akun", "/petugas/akun", "/petugas/akun")
_page("petugas-keluar", "/petugas/keluar", "/petugas/keluar")
_page("petugas-cari-salah", "/petugas/cari", "/petugas/cari?tiket=123")
_page("petugas-kasus-tidak-ada", CASE, "/petugas/kasus/7302-9481-567")
_case_page("petugas-kasus-diterima", "received")
_case_page("petugas-kasus-tunda", "needs_info")
_case_page("petugas-kasus-dijawab", "answered")
_act_page("petugas-teruskan", "received", "teruskan")
_act_page("petugas-minta-keterangan", "received", "minta-keterangan")
_act_page("petugas-arsipkan", "received", "arsipkan")
_act_page("petugas-gabungkan", "received", "gabungkan")
_act_page("petugas-golongkan", "assigned", "golongkan")
_page("petugas-salah-instansi", "/petugas/", "/petugas/?status=right_agency")
_act_page("petugas-tetap-di-sini", "right_agency", "tetap-di-sini")
_act_page("petugas-kategorikan", "received", "kategorikan")
_page("petugas-video-isyarat", "/petugas/", "/petugas/?status=interpretation")
_case_page("petugas-kasus-isyarat", "interpretation")
_act_page("petugas-tulis-video", "interpretation", "tulis-video")
_page("petugas-kategori-keliru", "/petugas/", "/petugas/?status=right_category")
_page("petugas-pesan-baru", "/petugas/", "/petugas/?status=message")
_act_page("petugas-rahasiakan", "answered", "rahasiakan")
_act_page("petugas-usulkan-teks", "answered", "usulkan-teks")
_act_page("petugas-tidak-terbitkan", "answered", "tidak-terbitkan")
_page("petugas-belum-terbit", "/petugas/", "/petugas/?status=publication")
_act_page("petugas-tutup", "answered", "tutup")
_act_page("petugas-alihkan", "assigned", "alihkan")
_case_page("petugas-kasus-penghubung", "assigned", "liaison")
_act_page("petugas-mulai", "assigned", "mulai", "liaison")
_act_page("petugas-kembalikan", "assigned", "kembalikan", "liaison")
_act_page("petugas-jawab", "assigned", "jawab", "liaison")

_act_page("petugas-minta-bagian", "assigned", "minta-bagian", "liaison")
_page("petugas-antrean-kontributor", "/petugas/", "/petugas/?status=assigned", "contributor")
_page("petugas-bantuan-menunggu", "/petugas/", "/petugas/?status=help")


def _help(browser: Browser, site: Site) -> Browser:
    """Of the first case whose reporter waits for help, the page that records it."""
    site.sign_in(browser, "coordinator")
    browser.get(site.at("/petugas/?status=help")).open_first("tbody a")
    return browser.open_first("main a[href*='/catat-bantuan']")


@scenario("petugas-catat-bantuan", ACT, "coordinator")
def help_recorded(browser: Browser, site: Site) -> None:
    """What becomes of the help that a reporter asked for."""
    _help(browser, site)


@scenario("petugas-catat-bantuan-salah", ACT, "coordinator")
def help_wrong(browser: Browser, site: Site) -> None:
    """Nothing chosen."""
    _help(browser, site).press("Catat bantuan")


def _part(browser: Browser, site: Site) -> Browser:
    site.sign_in(browser, "contributor")
    browser.get(site.at("/petugas/?status=assigned"))
    return browser.open_first("tbody a")


@scenario("petugas-kasus-kontributor", CASE, "contributor")
def contributing(browser: Browser, site: Site) -> None:
    """A case to which this agency is asked to contribute."""
    _part(browser, site)


@scenario("petugas-sampaikan-bagian", ACT, "contributor")
def part_given(browser: Browser, site: Site) -> None:
    """The form for the contribution."""
    _part(browser, site).open_first("main a[href*='/sampaikan-bagian']")


@scenario("petugas-tolak-bagian-salah", ACT, "contributor")
def part_declined(browser: Browser, site: Site) -> None:
    """Declined without a reason."""
    _part(browser, site).open_first("main a[href*='/tolak-bagian']").press("Tolak permintaan")


@scenario("petugas-jawab-salah", ACT, "liaison")
def answer_wrong(browser: Browser, site: Site) -> None:
    """An answer with nothing in its four slots."""
    _case(browser, site, "liaison", "assigned").open_first("main a[href*='/jawab']")
    browser.open_first("main form button")


@scenario("petugas-tidak-terbitkan-salah", ACT, "coordinator")
def decline_wrong(browser: Browser, site: Site) -> None:
    """No reason, no explanation."""
    _case(browser, site, "coordinator", "answered").open_first("main a[href*='/tidak-terbitkan']")
    browser.press("Putuskan tidak terbit")


@scenario("petugas-catatan-diperiksa", ACT, "liaison")
def note_seen(browser: Browser, site: Site) -> None:
    """A note in which something is masked for the public."""
    _case(browser, site, "liaison", "assigned").open_first("main a[href*='/mulai']")
    browser.fill("Apa yang sudah dikerjakan?", "Kami menemui Pak Budi di 0812 3456 7890.").press("Mulai tindak lanjut")


@scenario("petugas-teruskan-salah", ACT, "coordinator")
def assign_wrong(browser: Browser, site: Site) -> None:
    """Assigned to nobody."""
    _case(browser, site, "coordinator", "received").open_first("main a[href*='/teruskan']")
    browser.press("Teruskan")


def _answer_questions(browser: Browser, site: Site) -> None:
    """The coordinator says that an inspector is needed."""
    _case(browser, site, "coordinator", "assigned").open_first("main a[href*='/golongkan']")
    for legend in ("Apakah laporan ini menyebut", "Apakah ada uang", "Dapatkah unit"):
        browser.choose("Tidak", within=legend)
    browser.choose("Ya", within="Apakah faktanya")


@scenario("petugas-golongan-diperiksa", ACT, "coordinator")
def class_seen(browser: Browser, site: Site) -> None:
    """What the answers lead to."""
    _answer_questions(browser, site)
    browser.fill("Penjelasan", "Izin di hulu harus diperiksa oleh inspektorat.").press("Lihat golongan")


@scenario("petugas-golongan-salah", ACT, "coordinator")
def class_wrong(browser: Browser, site: Site) -> None:
    """Answers without a reason."""
    _answer_questions(browser, site)
    browser.fill("Penjelasan", "oke").press("Lihat golongan")


@scenario("petugas-gabungan-diperiksa", ACT, "coordinator")
def merge_seen(browser: Browser, site: Site) -> None:
    """Both reports, one below the other, before they are merged."""
    leads = _case(browser, site, "coordinator", "assigned").url.rsplit("/", 1)[-1]
    _case(browser, site, "coordinator", "received").open_first("main a[href*='/gabungkan']")
    browser.fill("Nomor tiket", leads).fill("Penjelasan", "Keduanya tentang parit yang sama di gang yang sama.")
    browser.press("Lihat kedua laporan")


def write_answer(browser: Browser) -> None:
    """From the form of an answer to the page where it is looked at."""
    browser.fill("Apa keputusannya", "Kami mengeruk parit itu bersama Pak Budi, telepon 0812 3456 7890.")
    browser.fill("Siapa", "Seksi drainase").choose("Paling lambat")
    browser.fill("Tanggal", "29").fill("Bulan", "Desember").fill("Tahun", str(datetime.now(UTC).year + 1))
    browser.fill("Apa yang dapat", "Balas bila parit itu masih tersumbat.").press("Lihat sebagai pelapor")


@scenario("petugas-jawaban-diperiksa", ACT, "liaison")
def answer_seen(browser: Browser, site: Site) -> None:
    """The answer as the reporter and the public will read it."""
    write_answer(_case(browser, site, "liaison", "assigned").open_first("main a[href*='/jawab']"))


@scenario("petugas-isian-masih-ada", "/petugas/masuk", "coordinator", "relief")
def resumed(browser: Browser, site: Site) -> None:
    """The session ended while an officer wrote; after signing in again the text is still there."""
    _case(browser, site, "coordinator", "received").open_first("main a[href*='/arsipkan']")
    browser.forget().press("Arsipkan")
    site.fill_in(browser, "relief")
