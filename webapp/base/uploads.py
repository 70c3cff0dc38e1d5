"""Files on their way in: sealed while they come, under a key that only this process knows, and never whole in memory.

werkzeug would lay an upload of more than 500 KB down in the temporary folder as it is. Here it goes, frame by frame,
into a file without a name in a folder of ours: what a crash leaves behind can be read by nobody.
Knows no word of what the files are for: every app may use it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from flask import Flask, current_app
from htmx_flask.requests import HtmxAwareRequest
from nacl.utils import random as random_bytes
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from webapp.base.files.kinds import MIB, MOST_BYTES
from webapp.base.frames import FRAME, Sealer, unseal

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MOST_BODY = 256 * MIB
"""Of a request that carries files: ten of the largest that are no films, and some more to say so about the rest."""
LARGEST = max(MOST_BYTES.values())
_ABOUT = "upload"
PLACES = "lapor.bodies_with_files"
"""As in `webapp.gunicorn`, which can't be loaded here; without that server there is no bound."""
View = TypeVar("View", bound=Callable[..., Any])


class Upload(RawIOBase):
    """One file of a form. `size` counts all its bytes; what is beyond LARGEST or the disk's room is not kept."""

    def __init__(self, folder: Path, reserve: int) -> None:
        super().__init__()
        self.folder, self.reserve, self.size = folder, reserve, 0
        self.no_room = False
        self._key = random_bytes(32)
        self._sealer = Sealer(self._key, _ABOUT)
        self._file: IO[bytes] | None = None

    def writable(self) -> bool:
        return True

    def write(self, plain: Any, /) -> int:
        """Seal what came; a file that can't be kept is heard to its end, so that the rest of the form arrives."""
        self.size += len(plain)
        if self.is_whole and self.size:
            self._put(self._sealer.add(bytes(plain)))
        return len(plain)

    def seek(self, _offset: int, _whence: int = 0, /) -> int:
        """werkzeug says so when the file has come to its end."""
        if self.is_whole and self.size:
            self._put(self._sealer.end())
        return 0

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self.size <= LARGEST and not self.no_room

    def chunks(self) -> Iterator[bytes]:
        """What was sent, opened, once; only of a whole one."""
        if self._file is not None:
            self._file.seek(0)
            yield from unseal(self._file.read, self._key, _ABOUT)

    def close(self) -> None:
        """The file goes with its last handle."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _put(self, sealed: bytes) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self.folder, buffering=FRAME)  # noqa: SIM115 - `close` does
            self.no_room = has_no_room(self.folder, self.reserve)
            self._file.write(sealed)
        except OSError:
            self.no_room = True


class Crowded(ServiceUnavailable):
    """So many are sending files that others would find no thread; nothing of this form was read."""

    page = "files"


class FormRequest(HtmxAwareRequest):
    """A request whose files are sealed as they come, and which may be large only where a view takes files.

    What a button means stands behind a colon in its name (`aksi:confirm`): what it sends lynx reads aloud.
    """

    @property
    def max_content_length(self) -> int | None:
        """Bytes of the whole body."""
        view = current_app.view_functions.get(self.endpoint or "")
        large = self.mimetype == "multipart/form-data" and getattr(view, "takes_files", False)
        return MOST_BODY if large else super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value

    def _load_form_data(self) -> None:
        with self._place():
            super()._load_form_data()
        sent = ((*name.partition(":")[::2], value) for name, value in self.form.items(multi=True))
        self.__dict__["form"] = ImmutableMultiDict((name, meaning or value) for name, meaning, value in sent)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """While a body longer than any text comes: the server has a thread for each, not all of them are for this."""
        leave = place(self.environ, self.content_length or 0, Crowded(retry_after=60))
        try:
            yield
        finally:
            leave()

    def _get_file_stream(self, *_facts: Any, **_more: Any) -> IO[bytes]:
        return cast(IO[bytes], Upload(*current_app.extensions["uploads"]))


def place(environ: WSGIEnvironment, size: int, busy: HTTPException) -> Callable[[], object]:
    """One of the places for what takes long, both ways, if so many bytes do; returns what gives it back, raises `busy`.

    The places are for half of the threads: whoever is slow leaves the others to those who only read and write.
    """
    places = environ.get(PLACES) if size > current_app.config["MAX_CONTENT_LENGTH"] else None
    if places is None:
        return bool
    if not places.acquire(blocking=False):
        raise busy
    return cast(Callable[[], object], places.release)


def init_app(app: Flask, folder: Path, reserve: int) -> None:
    """Take files into `folder` while its disk keeps `reserve` bytes free."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.extensions["uploads"] = (folder, reserve)
    app.request_class = FormRequest


def takes_files(view: View) -> View:
    """Marks a view whose forms may be as large as MOST_BODY; stands below `route`."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def has_no_room(folder: Path, reserve: int) -> bool:
    """Whether the disk is so full that nothing large should be added: the record itself must always have room."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < reserve
