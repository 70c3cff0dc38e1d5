"""Sealed files on their way out: opened frame by frame, to be kept and never to be shown by the browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flask import Response

from webapp.base.crypto import DecryptError
from webapp.base.files.names import shown_name
from webapp.base.frames import unseal
from webapp.base.store import Store
from webapp.whistleblowing.desk.cases import File

SANDBOX = "sandbox; default-src 'none'"
"""Content-Security-Policy of a file: wherever a browser opens it, it can do nothing."""


def to_keep(store: Store, file: File) -> Response:
    """The file as an attachment; raises DecryptError, before anything is answered, where it is changed or gone."""
    chunks = _opened(store, file)
    answer = Response(chain([next(chunks, b"")], chunks), mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=shown_name(file.name))
    return sandboxed(answer)


def sandboxed(answer: Response) -> Response:
    """Whatever a browser does with this file, nothing in it runs."""
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _opened(store: Store, file: File) -> Iterator[bytes]:
    try:
        sealed = store.open(file.id)
    except FileNotFoundError:
        raise DecryptError from None
    with sealed:
        yield from unseal(sealed.read, file.key, file.id)
