"""Rules on safety: nothing inline, exact headers, no cookie on public pages, nothing secret kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from tests.auditing.document import Document, attr, show

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SEALED_CSP = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""Of the sealed app: style and forms, no script and no picture."""
SANDBOX = "sandbox; default-src 'none'"
CSP_NAME = "Content-Security-Policy"
HEADERS = {
    CSP_NAME: CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DENIED = ("camera=()", "microphone=()", "payment=()", "usb=()")
ADDRESSES = ("href", "src", "action", "formaction", "poster", "hx-get", "hx-post")
EXPLAINED = {"tampilan", "juga", "petugas", "petugas_formulir"}
"""The names of all cookies; a test holds /bantuan to explain each."""
SESSION = re.compile(
    r"(?:(?=__Host-.*; Secure)__Host-)?(kotak|meja)=([\w-]{43}|); "
    r"(?=.*HttpOnly)(?=.*Path=/(;|$))(?=.*SameSite=Strict)(?!.*Domain=)|"
    r"(?:(?=__Secure-.*; Secure)__Secure-)?dikenal=[\da-f]{64}; (?=.*HttpOnly)(?=.*Path=/meja(;|$))"
    r"(?=.*SameSite=Strict)(?!.*Domain=)"
)
"""What the sealed app may set, once a code or a passphrase was right; empty when it is taken away."""
MAY_SET_A_COOKIE = ("/tampilan", "/saya-juga")
"""Ends of addresses. The second keeps one word that is the same for everybody."""
NO_STORE = "no-store"
UNFINISHED = "private, no-cache"
"""Steps of the citizen's form: the Back button of the very same browser shows what was typed, and nobody else's."""
ENTITIES = re.compile(r"&amp;(?:lt|gt|amp|quot|apos|nbsp|#\d{1,5}|#x[0-9a-fA-F]{1,5});")
LEAKS = re.compile(r"(?:<|&lt;)\w[\w.]* object at 0x|lazy_gettext|Undefined\b|>\s*None\s*<|Traceback \(most")


def nothing_inline(page: Document) -> Iterator[str]:
    """No script, style, handler or javascript: address that the content policy would refuse; no foreign source."""
    for element in page.elements:
        yield from _inline_attributes(element)
        if element.name == "style" or (element.name == "script" and (element.string or not attr(element, "src"))):
            yield f"inline {element.name}: {show(element)}"
        source = attr(element, "src") or (attr(element, "href") if element.name == "link" else "")
        if source and not re.match(r"/(?!/)|data:image/|data:,$", source):
            yield f"a source that is not ours: {show(element)}"


def _inline_attributes(element: Tag) -> Iterator[str]:
    for name in element.attrs:
        if name == "style" or name.startswith(("on", "hx-on")):
            yield f"inline {name}: {show(element)}"
        if name in ADDRESSES and attr(element, name).strip().lower().startswith(("javascript:", "data:text")):
            yield f"a script as address: {show(element)}"


def is_sealed(page: Document) -> bool:
    """Whether the sealed app answered."""
    return page.app.import_name == "webapp.whistleblowing"


def _stricter(page: Document) -> dict[str, str]:
    """The sealed app, and a file of somebody's, which is only to be kept, may do even less than a page of ours."""
    if is_sealed(page) and not page.headers.get("Content-Disposition"):
        return {CSP_NAME: SEALED_CSP}
    is_file = page.headers.get("Content-Disposition", "").startswith("attachment")
    return {CSP_NAME: SANDBOX} if is_file and page.headers.get(CSP_NAME) == SANDBOX else {}


def headers_exact(page: Document) -> Iterator[str]:
    """The security headers, each exactly once and exactly so."""
    for name, value in {**HEADERS, **_stricter(page)}.items():
        if page.headers.getlist(name) != [value]:
            yield f"{name} is {page.headers.getlist(name)}, not {value!r}"
    permissions = page.headers.get("Permissions-Policy", "").split(", ")
    if any(denied not in permissions for denied in DENIED):
        yield f"Permissions-Policy {permissions} does not deny {DENIED}"


def charset(page: Document) -> Iterator[str]:
    """HTML says that it is UTF-8."""
    if page.headers.get("Content-Type", "").lower() != "text/html; charset=utf-8":
        yield f"Content-Type is {page.headers.get('Content-Type')!r}"


def varies(page: Document) -> Iterator[str]:
    """`Vary: HX-Request`, or the back button shows a bare fragment."""
    vary = {part.strip().lower() for line in page.headers.getlist("Vary") for part in line.split(",")}
    if "hx-request" not in vary:
        yield f"Vary is {page.headers.getlist('Vary')}"


def no_cookie_in_public(page: Document) -> Iterator[str]:
    """Public pages set no cookie, but for display choices and "Saya juga"."""
    cookies = page.headers.getlist("Set-Cookie")
    if is_sealed(page):
        yield from (f"a cookie that is not a strict session: {one}" for one in cookies if not SESSION.match(one))
        return
    if cookies and not page.is_desk and not page.path.endswith(MAY_SET_A_COOKIE):
        yield f"sets {[cookie.split('=')[0] for cookie in cookies]}"
    for cookie in cookies:
        if cookie.split("=")[0] not in EXPLAINED:
            yield f"a cookie that /bantuan does not explain: {cookie.split('=')[0]}"
        if "httponly" not in cookie.lower() or "samesite=" not in cookie.lower():
            yield f"a cookie without HttpOnly or SameSite: {cookie.split('=')[0]}"


def secrets_not_kept(page: Document) -> Iterator[str]:
    """What answers a POST, belongs to an officer, shows a PIN or carries a draft is stored nowhere, but for steps."""
    cache = page.headers.get("Cache-Control", "")
    inputs, pin = page.named("input"), bool(page.of_class("pin"))
    hidden = any(attr(one, "type") == "hidden" and attr(one, "value") for one in inputs)
    secret = page.method == "POST" or page.is_desk or pin or hidden
    step = not pin and any(attr(one, "name") == "draf" for one in inputs)
    if is_sealed(page) and "html" in page.headers.get("Content-Type", "") and cache != NO_STORE:
        yield f"Cache-Control is {cache!r} in the sealed app"
    if secret and NO_STORE not in cache and not (step and cache == UNFINISHED):
        yield f"Cache-Control is {cache!r} on a page with a secret"
    if not cache:
        yield "no Cache-Control"


def escaped_once(page: Document) -> Iterator[str]:
    """No entity is shown as its source."""
    for match in ENTITIES.finditer(page.html):
        yield f"escaped twice: …{page.html[max(0, match.start() - 40) : match.end() + 20]}…"


def no_leaks(page: Document) -> Iterator[str]:
    """No Python object, None or traceback is printed."""
    for match in LEAKS.finditer(page.html):
        yield f"printed: …{page.html[max(0, match.start() - 40) : match.end() + 40]}…"
