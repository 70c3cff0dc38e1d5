"""The yardstick: the smallest Flask app that answers with HTML, served by the site's own gunicorn settings."""

from __future__ import annotations

from flask import Flask

application = Flask("hello", static_folder=None)


@application.get("/")
def hello() -> str:
    """A page of one line."""
    return '<!doctype html><html lang="en"><title>Hello</title><h1>Hello, world</h1></html>'
