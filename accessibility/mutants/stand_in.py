"""A page as it was served, and a small server that serves it again, changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3

from accessibility.browser import Browser

SHEETS = "return [...document.querySelectorAll('link[rel=stylesheet]')].map(link => link.href)"
PAGE = """
const copy = document.documentElement.cloneNode(true);
copy.querySelectorAll("script, link[rel=manifest], link[rel=icon], link[rel=stylesheet]").forEach(one => one.remove());
return "<!doctype html>" + copy.outerHTML.replace("</head>", '<link rel="stylesheet" href="/all.css"></head>')"""


@dataclass(frozen=True)
class Copy:
    """A page without its scripts, and all its style sheets in one."""

    html: str
    css: str

    def changed(self, part: str, text: str) -> Copy:
        """The same with another text for its `html` or `css`."""
        return replace(self, **{part: text})


def take(browser: Browser) -> Copy:
    """The page that is open; its sheets are fetched by us, for some pages may fetch nothing."""
    sheets = (urllib3.request("GET", address).data.decode() for address in browser.run(SHEETS))
    return Copy(str(browser.run(PAGE)), "\n".join(sheets))


@contextmanager
def serve(page: Copy) -> Iterator[str]:
    """Its address on loopback, as long as the block lasts."""
    answers = {
        "/": ("text/html; charset=utf-8", page.html),
        "/all.css": ("text/css; charset=utf-8", page.css),
    }

    class Handler(BaseHTTPRequestHandler):
        """Two files, and nothing else."""

        def do_GET(self) -> None:
            """Answer with the page, its style sheet, or 404."""
            kind, text = answers.get(self.path, ("text/plain", ""))
            self.send_response(200 if self.path in answers else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Without a line for each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
