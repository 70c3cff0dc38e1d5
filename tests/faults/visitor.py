"""A person at a real server: fills in the form on one page, checks it, sends it, and tries again when nothing comes."""

from __future__ import annotations

import html
import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode
from zlib import crc32

from tests import world
from tests.servers import PATIENCE

ANSWERS = {
    "cara": "satu-halaman",
    "tentang_kantor": "tidak",
    "jenis": "complaint",
    "topik": "",
    "isi": "Parit di depan Gang 5 tersumbat lumpur. Setiap hujan air masuk ke enam rumah. Kami minta paritnya dikeruk.",
    "harapan": "Parit dikeruk sebelum hujan besar.",
    "kira": "Setiap hujan sejak bulan lalu.",
    "wilayah": "sidomul",
    "kode": world.SIDOMULYO,
    "patokan": "Gang 5, Jalan Lambung Mangkurat",
    "anonim": "tidak",
    "rahasia": "tidak",
    "nama": "Siti Rahmah",
    "surel": "siti@pelapor.example",
    "siapa": "none",
}
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_CODES = re.compile(r"Nomor tiket ((?:\d[ ,]*){11})PIN rahasia ((?:\d[ ,]*){10})(?=\D)")


@dataclass(frozen=True)
class Answer:
    """What came back: status and the source of the page."""

    status: int
    body: str

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page."""
        return dict(_HIDDEN.findall(self.body))

    @property
    def text(self) -> str:
        """Its words, with plain spaces."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "", self.body)).split())


@dataclass(frozen=True)
class Shown:
    """What a person writes down from the receipt, digits only."""

    ticket: str
    pin: str


class NoAnswer(Exception):
    """The connection broke before a whole answer came."""


@dataclass
class Visitor:
    """One person with one report; `title` tells it from the others."""

    port: int
    title: str  # and by it the network that they come from: brakes count by network
    check: Answer = field(default_factory=lambda: Answer(0, ""))

    def get(self, path: str) -> Answer:
        """A page; raises NoAnswer."""
        return request(self.port, "GET", path, home=self.home)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """The page after pressing a button; raises NoAnswer."""
        return request(self.port, "POST", path, urlencode(fields).encode(), home=self.home)

    @property
    def home(self) -> str:
        """The address that they come from; all of 127.0.0.0/8 is this computer."""
        number = crc32(self.title.encode())
        return f"127.{number >> 8 & 255}.{number & 255}.1"

    def fill(self) -> Answer:
        """As far as the page for checking, which then lies open."""
        blank = self.get("/lapor?cara=satu-halaman")
        self.check = self.post("/lapor", {**ANSWERS, "draf": blank.hidden["draf"], "judul": self.title, "lanjut": "ya"})
        assert self.check.status == 200 and "sidik" in self.check.hidden, self.check.text[:300]
        return self.check

    def send(self) -> Answer:
        """Press "Kirim laporan" on the page for checking, as often as one likes."""
        return self.post("/lapor", {**self.check.hidden, "kirim": "ya"})

    @property
    def token(self) -> str:
        """Of the draft."""
        return self.check.hidden["draf"]


def shown(receipt: Answer) -> Shown:
    """Ticket and PIN of a receipt; AssertionError for any other page."""
    assert receipt.status == 200, f"{receipt.status}: {receipt.text[:300]}"
    codes = _CODES.search(receipt.text)
    assert codes, receipt.text[:300]
    ticket, pin = (re.sub(r"\D", "", code) for code in codes.groups())
    return Shown(ticket, pin)


def request(port: int, method: str, path: str, body: bytes | None = None, home: str = "127.0.0.1") -> Answer:
    """One request from `home` on its own connection; raises NoAnswer when it breaks before the whole answer came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(home, 0))
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
    try:
        connection.request(method, path, body, kind)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    except (ConnectionError, http.client.HTTPException) as error:
        raise NoAnswer(repr(error)) from error
    finally:
        connection.close()
