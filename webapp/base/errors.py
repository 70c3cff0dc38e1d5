"""Every error is a page in plain words that says what to do; none tells more than a stranger may know."""

from __future__ import annotations

from flask import Flask, Response, current_app
from werkzeug.exceptions import HTTPException, InternalServerError

from webapp.base.logs import get_logger
from webapp.base.pages import page

WITH_PAGE = frozenset({400, 403, 404, 405, 413, 429, 500, 503})


def init_app(app: Flask, template: str = "public/error.html") -> None:
    """Answer each HTTP error with `template` and log what nobody expected."""
    app.extensions["error_page"] = template
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    code = error.code if error.code in WITH_PAGE else (500 if error.code >= 500 else 400)
    shown = getattr(error, "page", code)
    answer = page(current_app.extensions["error_page"], status=error.code, code=code, shown=shown)
    if isinstance(getattr(error, "retry_after", None), int):
        answer.headers["Retry-After"] = str(error.retry_after)  # type: ignore[attr-defined]
    return answer


def _unexpected(error: Exception) -> Response:
    get_logger().error("unhandled", exc_info=error)
    return _expected(InternalServerError())
