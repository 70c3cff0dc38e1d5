"""The sealed app: its list of what it is made of. Its own database, folder, keys and templates; no script, no log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from jinja2 import StrictUndefined

from webapp.base import assets, bodies, errors, file_words, headers, i18n, looks, uploads
from webapp.base.db import Database
from webapp.base.pages import QuickFlask, htmx
from webapp.base.paths import TEMPLATES
from webapp.base.store import FolderStore
from webapp.whistleblowing import cli, closed, guard, process, rules, vouching
from webapp.whistleblowing.box import routes as box
from webapp.whistleblowing.brakes import Brakes
from webapp.whistleblowing.desk import pages as desk
from webapp.whistleblowing.keys import routes as keys
from webapp.whistleblowing.sessions import Sessions
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.walk import routes as walk
from webapp.whistleblowing.web import House


def create_sealed_app(settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Flask:
    """The sealed channel, ready to serve as ONE process of many threads; `clock` gives the present (aware, UTC)."""
    app = QuickFlask("webapp.whistleblowing", static_folder=None, template_folder=str(TEMPLATES))
    _settings(app, settings, clock)
    htmx.init_app(app)
    i18n.init_app(app)
    looks.init_app(app)
    guard.init_app(app)
    headers.init_app(app)
    errors.init_app(app, "whistleblowing/error.html")
    assets.init_app(app, settings.data_dir / "static")
    bodies.init_app(app)
    uploads.init_app(app, settings.data_dir / "uploads", settings.storage_reserve)
    closed.init_app(app)
    _features(app)
    cli.init_app(app)
    return app


def _settings(app: Flask, settings: Settings, clock: Callable[[], datetime]) -> None:
    app.config.update(
        SECRET_KEY=None,  # no signed cookie: it could be read by whoever finds it
        MAX_CONTENT_LENGTH=settings.max_form_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_form_bytes,
        MAX_FORM_PARTS=300,
        TESTING=settings.mode == "test",
    )
    app.url_map.strict_slashes = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db = Database(process.silent(settings.database_url), {vouching.KEY: settings.vouching_key})
    store = FolderStore(settings.data_dir / "blobs", timeless=True)
    rooms = House(settings, db, store, Brakes(), Sessions(clock))
    app.extensions.update(config=settings, database=db, clock=clock, house=rooms)
    app.jinja_env.globals.update(
        site=settings.site, leave_url=settings.leave_url, public_url=settings.public_url, file_words=file_words
    )
    app.jinja_env.globals["typed_again"] = rules.typed


def _features(app: Flask) -> None:
    """Each brings its blueprint."""
    app.register_blueprint(walk.bp)
    app.register_blueprint(keys.bp)
    app.register_blueprint(desk.bp)
    app.register_blueprint(box.bp)
