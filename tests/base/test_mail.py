"""Letters leave the house whole, once and unforged; tried on a real SMTP server."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.mail import FolderTransport, Mail, MailError, SmtpTransport, compose, transport_from

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
LETTER = Mail(
    sender="Lapor Terbuka <lapor@contoh.go.id>",
    to="warga@contoh.id",
    subject="Laporan 7302 9481 567 sudah kami terima — “selokan”",
    text="Laporan Anda sudah kami terima.\nJawaban paling lambat Kamis, 31\u00a0Desember\u00a02026.\n",
    message_id="ab12" * 8,
)


@dataclass
class Mailbox:
    """What a receiving server saw, and what it answers."""

    envelopes: list[Envelope] = field(default_factory=list)
    answer_to_recipient: str = "250 OK"
    answer_to_data: str = "250 OK"

    async def handle_RCPT(self, _s: SMTP, _session: Session, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802
        """Accept or refuse one recipient."""
        if self.answer_to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, _s: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter unless told to refuse it."""
        if self.answer_to_data.startswith("2"):
            self.envelopes.append(envelope)
        return self.answer_to_data

    def letters(self) -> list[EmailMessage]:
        """What came, parsed."""
        contents = [envelope.content for envelope in self.envelopes if isinstance(envelope.content, bytes)]
        parsed = [message_from_bytes(content, policy=default) for content in contents]
        return [message for message in parsed if isinstance(message, EmailMessage)]

    def letter(self) -> EmailMessage:
        """The only letter that came."""
        [message] = self.letters()
        return message


class FreePort(Controller):
    """A controller on whatever port the system gives; the stock one knocks at port 0."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


Started = Callable[..., tuple[Mailbox, int]]


@pytest.fixture
def start() -> Iterator[Started]:
    """Start SMTP servers on free ports; they end with the test."""
    running: list[Controller] = []

    def begin(**options: Any) -> tuple[Mailbox, int]:
        box = Mailbox()
        controller = FreePort(box, hostname="127.0.0.1", port=0, **options)
        running.append(controller)
        controller.start()
        return box, controller.port

    yield begin
    for controller in running:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody else vouches for, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-out", str(cert), "-keyout", str(key)], check=True, capture_output=True)
    return cert, key


def _context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_a_letter_arrives_with_null_sender_and_says_that_a_machine_wrote_it(start: Started) -> None:
    box, port = start()
    transport_from(f"smtp://127.0.0.1:{port}?tls=none").deliver(compose(LETTER, NOW), LETTER.to)
    letter = box.letter()
    assert box.envelopes[0].mail_from == "<>"
    assert box.envelopes[0].rcpt_tos == [LETTER.to]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Message-ID"] == f"<{LETTER.message_id}@contoh.go.id>"
    assert (letter["Subject"], letter["To"], letter["Content-Language"]) == (LETTER.subject, LETTER.to, "id")
    assert letter["Date"].datetime == NOW
    assert letter.get_content().splitlines() == LETTER.text.splitlines()
    assert letter.get_content_type() == "text/plain" and letter.get_content_charset() == "utf-8"


def test_a_repeated_letter_keeps_its_message_id(start: Started, tmp_path: Path) -> None:
    box, port = start()
    for transport in (SmtpTransport("127.0.0.1", port, tls="none"), FolderTransport(tmp_path)):
        for _attempt in range(2):
            transport.deliver(compose(LETTER, NOW), LETTER.to)
    found = [letter["Message-ID"] for letter in box.letters()]
    assert len(found) == 2 and len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [f"{LETTER.message_id}.eml"]


def test_the_folder_holds_the_whole_letter_for_its_owner_only(tmp_path: Path) -> None:
    transport_from(f"file://{tmp_path}/surat").deliver(compose(LETTER, NOW), LETTER.to)
    path = tmp_path / "surat" / f"{LETTER.message_id}.eml"
    letter = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(letter, EmailMessage)
    assert letter["Subject"] == LETTER.subject and letter.get_content().splitlines() == LETTER.text.splitlines()
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "surat").write_text("a file stands where the folder should be")
    with pytest.raises(MailError) as caught:
        FolderTransport(tmp_path / "surat").deliver(compose(LETTER, NOW), LETTER.to)
    assert (caught.value.code, caught.value.permanent) == ("folder", False)


@given(
    st.sampled_from(["subject", "to", "sender", "language"]), st.sampled_from(["\r\n", "\n", "\r", "\x00", "\u2028"])
)
def test_no_header_can_be_smuggled_in(name: str, line_end: str) -> None:
    forged = replace(LETTER, **{name: getattr(LETTER, name) + line_end + "Bcc: lain@contoh.id"})
    with pytest.raises(MailError) as caught:
        compose(forged, NOW)
    assert caught.value.permanent


@pytest.mark.parametrize(
    "address", ["", "warga", "@contoh.id", "warga@", "a b@contoh.id", "a@b@c", "<warga@contoh.id>"]
)
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    with pytest.raises(MailError) as caught:
        compose(replace(LETTER, to=address), NOW)
    assert (caught.value.code, caught.value.permanent) == ("bad_address", True)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_any_text_survives_the_envelope(text: str) -> None:
    message = message_from_bytes(bytes(compose(replace(LETTER, text=f"{text}\n"), NOW)), policy=default)
    assert isinstance(message, EmailMessage)
    assert message.get_content() == f"{text}\r\n" or message.get_content() == f"{text}\n"


@pytest.mark.parametrize(
    ("recipient", "data", "code", "permanent"),
    [
        ("550 5.1.1 warga@contoh.id unknown", "250 OK", "smtp_550", True),
        ("450 4.2.1 busy", "250 OK", "smtp_450", False),
        ("250 OK", "554 5.7.1 spam from warga@contoh.id", "smtp_554", True),
        ("250 OK", "451 4.3.0 later", "smtp_451", False),
    ],
)
def test_a_refusal_is_final_only_when_the_server_says_so(
    start: Started, recipient: str, data: str, code: str, permanent: bool
) -> None:
    box, port = start()
    box.answer_to_recipient, box.answer_to_data = recipient, data
    with pytest.raises(MailError) as caught:
        SmtpTransport("127.0.0.1", port, tls="none").deliver(compose(LETTER, NOW), LETTER.to)
    assert (caught.value.code, caught.value.permanent, str(caught.value)) == (code, permanent, code)
    assert box.envelopes == []


def test_a_server_that_is_not_there_is_tried_again(start: Started) -> None:
    with pytest.raises(MailError) as caught:
        SmtpTransport("127.0.0.1", 1, tls="none").deliver(compose(LETTER, NOW), LETTER.to)
    assert (caught.value.code, caught.value.permanent) == ("smtp_unreachable", False)


def test_nothing_is_said_in_clear_to_a_server_without_tls(start: Started) -> None:
    box, port = start()
    with pytest.raises(MailError) as caught:
        transport_from(f"smtp://lapor:rahasia@127.0.0.1:{port}").deliver(compose(LETTER, NOW), LETTER.to)
    assert (caught.value.code, caught.value.permanent) == ("smtp_no_tls", False)
    assert box.envelopes == []


def test_a_certificate_nobody_vouches_for_is_refused(start: Started, certificate: tuple[Path, Path]) -> None:
    box, port = start(tls_context=_context(certificate))
    with pytest.raises(MailError) as caught:
        transport_from(f"smtp://127.0.0.1:{port}").deliver(compose(LETTER, NOW), LETTER.to)
    assert caught.value.code == "smtp_certificate" and box.envelopes == []


def test_sign_in_over_tls_with_a_certificate_of_ones_own(start: Started, certificate: tuple[Path, Path]) -> None:
    def known(_s: Any, _session: Any, _e: Any, _mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"lapor", b"r@h:sia"), handled=False)

    box, port = start(tls_context=_context(certificate), authenticator=known, auth_required=True, require_starttls=True)
    url = f"smtp://lapor:%s@127.0.0.1:{port}?ca={certificate[0]}"
    transport_from(url % "r%40h%3Asia").deliver(compose(LETTER, NOW), LETTER.to)
    assert box.letter()["Subject"] == LETTER.subject
    with pytest.raises(MailError) as caught:
        transport_from(url % "salah").deliver(compose(LETTER, NOW), LETTER.to)
    assert (caught.value.code, caught.value.permanent) == ("smtp_sign_in", False)


@pytest.mark.parametrize("url", ["", "imap://contoh.id", "smtp://", "file://", "smtp://contoh.id?tls=maybe"])
def test_a_url_of_no_known_kind_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL"):
        transport_from(url)


def test_ports_follow_the_kind_of_tls_and_no_password_is_printed() -> None:
    assert transport_from("smtp://contoh.id") == SmtpTransport("contoh.id", 587)
    assert transport_from("smtp://contoh.id?tls=implicit") == SmtpTransport("contoh.id", 465, tls="implicit")
    assert "rahasia" not in repr(transport_from("smtp://lapor:rahasia@contoh.id"))
    assert smtplib.SMTP_PORT == 25
