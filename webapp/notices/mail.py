"""The channel "mail": an outbox letter becomes a message of base.mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from webapp.base.mail import Mail, MailError, MailTransport, compose
from webapp.notices.post import Letter, Recipient, Sender, SendError


def mail_sender(transport: MailTransport, sender: str, clock: Callable[[], datetime]) -> Sender:
    """A Sender for `Post.senders["mail"]`; `sender` is "Name <address>" of this instance."""

    def send(recipient: Recipient, letter: Letter, message_id: str) -> None:
        mail = Mail(sender, recipient.address, letter.subject, letter.text, message_id, recipient.language)
        try:
            transport.deliver(compose(mail, clock()), recipient.address)
        except MailError as error:
            raise SendError(error.code, permanent=error.permanent) from None

    return send
