"""The public site and the desk: `create_app` is the list of what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import cli
from webapp.attachments import web as attachments
from webapp.base import assets, bodies, documents, errors, headers, i18n, kept_pages, logs, looks
from webapp.base.db import Database
from webapp.base.pages import QuickFlask, htmx
from webapp.base.paths import TEMPLATES
from webapp.base.signed_cookie import WhereSent
from webapp.cases.deadlines import days_of
from webapp.config import Config
from webapp.demo import routes as demo
from webapp.desk import routes as desk
from webapp.intake import routes as intake
from webapp.public import routes as public
from webapp.published import routes as published
from webapp.pwa import routes as pwa
from webapp.tracking import routes as tracking


def create_app(config: Config, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Flask:
    """The public site and the desk, ready to serve; `clock` gives the present instant (aware, UTC)."""
    app = QuickFlask("webapp", static_folder=None, template_folder=str(TEMPLATES))
    _settings(app, config, clock)
    htmx.init_app(app)
    logs.log_requests(app)
    i18n.init_app(app)
    looks.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    assets.init_app(app, config.data_dir / "static")
    bodies.init_app(app)
    attachments.init_app(app, config)
    kept_pages.init_app(app, config.kept_pages)
    documents.init_app(app)
    _features(app)
    cli.init_app(app)
    _behind_proxies(app, config.trusted_proxies)
    return app


def _settings(app: Flask, config: Config, clock: Callable[[], datetime]) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=config.max_form_bytes,
        MAX_FORM_MEMORY_SIZE=config.max_form_bytes,
        MAX_FORM_PARTS=300,
        TESTING=config.mode == "test",
    )
    app.session_interface = WhereSent()
    app.url_map.strict_slashes = False  # who writes /lapor/ means /lapor
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions.update(config=config, database=Database(config.database_url), clock=clock)
    app.jinja_env.globals.update(site=config.site, days_of=days_of)


def _features(app: Flask) -> None:
    """Each feature brings its blueprint; nothing else knows their addresses."""
    for blueprint in (public.bp, pwa.bp, demo.bp, intake.bp, tracking.bp, published.bp):
        app.register_blueprint(blueprint)
    desk.init_app(app)


def _behind_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
