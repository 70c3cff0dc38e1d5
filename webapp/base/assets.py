"""Static files under names that hold a hash of their contents, so that browsers may keep them for ever.

`asset("css/lapor.css")` gives `/static/css/lapor.1f2e3d4c5b6a.css`. At start each file is published once under that
name, with gzip and brotli beside it, into the data folder, from where WhiteNoise serves it. A name that holds the hash
can't be stale.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path, PurePosixPath
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from webapp.base.headers import HEADERS
from webapp.base.paths import STATIC
from webapp.base.writing import write_whole

PREFIX = "/static/"


def init_app(app: Flask, published: Path) -> None:
    """The template global `asset`, and the server of published files in front of the app."""
    app.jinja_env.globals["asset"] = asset
    publish(published)
    server = WhiteNoise(
        app.wsgi_app,
        root=str(published),
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=_add_headers,
    )
    app.wsgi_app = server  # type: ignore[method-assign]


@cache
def asset(name: str) -> str:
    """The address of a file below static/; raises FileNotFoundError for a name that is not there."""
    return PREFIX + _hashed(name)


@cache
def _hashed(name: str) -> str:
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    path = PurePosixPath(name)
    return f"{path.with_suffix('')}.{digest}{path.suffix}"


def publish(folder: Path) -> None:
    """Put every file of static/ into `folder` under its hashed name, compressed beside it; what is there stays."""
    for source in (path for path in STATIC.rglob("*") if path.is_file()):
        target = folder / _hashed(source.relative_to(STATIC).as_posix())
        if not target.exists():
            _publish_one(source.read_bytes(), target)


def _publish_one(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    files = {".gz": gzip.compress(content, 9, mtime=0), ".br": brotli.compress(content, quality=11), "": content}
    for ending, packed in files.items():  # the plain one last: where it is, all three are
        write_whole(target.with_name(target.name + ending), packed, mode=0o644)


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
