"""Sealed files on their way out: opened frame by frame, to be kept and never to be shown by a browser."""

from __future__ import annotations

from itertools import chain

from flask import Response, request
from werkzeug.exceptions import TooManyRequests

from webapp.base.crypto import DecryptError
from webapp.base.files.names import shown_name
from webapp.base.headers import SANDBOX
from webapp.base.uploads import place
from webapp.whistleblowing import evidence
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.web import House


def to_keep(rooms: House, kept: Kept) -> Response:
    """The file as an attachment; raises DecryptError, before anything is answered, where it is changed or gone.

    The first frame is opened before the answer begins: what was changed on the disk is an error, not half a file.
    A long one takes one of the places for files, and is told to come again where none is free (429).
    """
    content = evidence.opened(rooms, kept)
    try:
        first = next(content, b"")
    except FileNotFoundError:
        raise DecryptError from None
    answer = Response(chain([first], content), mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=shown_name(kept.name))
    answer.content_length = kept.size
    answer.call_on_close(place(request.environ, kept.size, TooManyRequests(retry_after=60)))
    return sandboxed(answer)


def sandboxed(answer: Response) -> Response:
    """Whatever a browser does with this file, nothing in it runs."""
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
