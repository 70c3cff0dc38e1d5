"""Mail out, by one URL: a folder of .eml files for the demo, or an SMTP server.

`MAIL_URL` is `file:///folder` or `smtp://user:password@host:port?tls=starttls` (`tls=implicit`, `tls=none`;
`ca=/path.pem` for a certificate of one's own). Every letter goes out with a null sender and `Auto-Submitted`
(RFC 3834), so that no machine answers ours, and with a Message-ID that is the same at each attempt.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from webapp.base.writing import write_whole

ONE_LINE = re.compile(r"[^\x00-\x1f\x7f\u0085\u2028\u2029]*")
MESSAGE_ID = re.compile(r"[0-9a-f]{16,64}")
PORTS = {"starttls": 587, "implicit": 465, "none": 25}


class MailError(Exception):
    """A letter did not go out. `code` is short and names nobody; `permanent` says that trying again is useless."""

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


@dataclass(frozen=True)
class Mail:
    """A letter ready to be put into an envelope; `message_id` is hexadecimal, its domain is the sender's."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    language: str = "id"


class MailTransport(Protocol):
    """Whatever takes a letter out of the house."""

    def deliver(self, message: EmailMessage, to: str) -> None:
        """Hand over; returns only when the other side has taken it. Raises MailError."""


def transport_from(url: str) -> MailTransport:
    """The transport of a MAIL_URL; raises ValueError when there is no such kind."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return FolderTransport(Path(unquote(parts.path)))
    if parts.scheme == "smtp" and parts.hostname:
        return _smtp_from(url)
    raise ValueError("MAIL_URL must begin with file:/// or smtp://")


def compose(mail: Mail, now: datetime) -> EmailMessage:
    """The message with all its headers; raises MailError "bad_header" or "bad_address" (both permanent)."""
    message = EmailMessage(policy=SMTP)
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")  # first: it drops earlier Content-* headers
    for name, value in _headers(mail, now).items():
        if not ONE_LINE.fullmatch(value):
            raise MailError("bad_header", permanent=True)
        message[name] = value
    return message


def _headers(mail: Mail, now: datetime) -> dict[str, str]:
    if not MESSAGE_ID.fullmatch(mail.message_id):
        raise MailError("bad_message_id", permanent=True)
    domain = _address(parseaddr(mail.sender)[1]).domain
    return {
        "From": mail.sender,
        "To": _address(mail.to).addr_spec,
        "Subject": mail.subject,
        "Date": format_datetime(now),
        "Message-ID": f"<{mail.message_id}@{domain}>",
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _address(text: str) -> Address:
    try:
        address = Address(addr_spec=text)
    except (MessageError, ValueError, IndexError):
        raise MailError("bad_address", permanent=True) from None
    if not address.username or not address.domain or not ONE_LINE.fullmatch(text):
        raise MailError("bad_address", permanent=True)
    return address


@dataclass(frozen=True)
class FolderTransport:
    """One .eml file a letter, named by its Message-ID: a letter sent twice is one file."""

    folder: Path

    def deliver(self, message: EmailMessage, to: str) -> None:
        """Write the whole file or none, on disk before returning."""
        name = message["Message-ID"].strip("<>").partition("@")[0]
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.folder / f"{name}.eml", bytes(message))
        except OSError:
            raise MailError("folder", permanent=False) from None


@dataclass(frozen=True)
class SmtpTransport:
    """An SMTP server; without `tls="none"` nothing is said in clear, and certificates are checked."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "starttls"
    ca: str | None = None
    timeout: float = 20.0

    def deliver(self, message: EmailMessage, to: str) -> None:
        """One connection a letter; the envelope's sender is null, so that a bounce can't start a loop."""
        try:
            with self._connected() as server:
                server.send_message(message, from_addr="", to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(min(code for code, _text in error.recipients.values())) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _refused(error.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(_code_of(error), permanent=False) from None

    def _connected(self) -> smtplib.SMTP:
        if self.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self._context())
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            self._prepare(server)
        except BaseException:
            server.close()
            raise
        return server

    def _prepare(self, server: smtplib.SMTP) -> None:
        if self.tls == "starttls":
            server.starttls(context=self._context())
        if self.user:
            server.login(self.user, self.password)

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca)


def _smtp_from(url: str) -> SmtpTransport:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    tls = options.get("tls", "starttls")
    if tls not in PORTS:
        raise ValueError("tls in MAIL_URL must be starttls, implicit or none")
    return SmtpTransport(
        host=parts.hostname or "",
        port=parts.port or PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        ca=options.get("ca"),
    )


def _refused(code: int) -> MailError:
    """5xx is final (RFC 5321 4.2.1); anything else may be tried again."""
    return MailError(f"smtp_{code}", permanent=500 <= code < 600)


def _code_of(error: Exception) -> str:
    """A class of fault without the server's words, which may repeat an address."""
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (smtplib.SMTPAuthenticationError, "smtp_sign_in"),
        (smtplib.SMTPNotSupportedError, "smtp_no_tls"),
        (ssl.SSLError, "smtp_certificate"),
        (TimeoutError, "smtp_timeout"),
        (OSError, "smtp_unreachable"),
    )
    # SMTPException is itself an OSError, hence the order and the two names that come first
    if isinstance(error, smtplib.SMTPException) and not isinstance(error, kinds[0][0] | kinds[1][0]):
        return "smtp_broken_off"
    return next((code for kind, code in kinds if isinstance(error, kind)), "smtp_failed")
