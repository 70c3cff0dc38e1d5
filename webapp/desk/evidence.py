"""`/petugas/kasus/<tiket>/bukti/<id>`: one file of a case that this officer may read."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort
from werkzeug.wrappers import Response

from webapp.attachments import web
from webapp.desk.access import needs
from webapp.desk.blueprint import bp
from webapp.desk.case import file_or_404
from webapp.officers.roles import Permission


@bp.get("/kasus/<tiket>/bukti/<berkas>")
@needs(Permission.VIEW)
def evidence(tiket: str, berkas: str) -> Response:
    """To be kept as a file; 404 for what is not there, and for what is not this officer's to read."""
    found = next((one for one in file_or_404(tiket).evidence if one.id == berkas), None)
    return web.download(found) if found else abort(HTTPStatus.NOT_FOUND)
