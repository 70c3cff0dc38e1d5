"""All rules by name, and which of them a fragment is spared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.auditing import errors, references, safety, structure, weight, wording
from tests.auditing.document import Document

Rule = Callable[[Document], Iterator[str]]

FOR_EVERY_ANSWER: Mapping[str, Rule] = {
    "headers": safety.headers_exact,
    "cookies": safety.no_cookie_in_public,
}
"""Rules that hold for redirects, data and text as well."""

FOR_EVERY_PART: Mapping[str, Rule] = {
    **FOR_EVERY_ANSWER,
    "charset": safety.charset,
    "html5": structure.valid,
    "duplicate-id": structure.unique_ids,
    "tables-images": structure.tables_and_images,
    "calm": structure.calm,
    "labels": references.labelled,
    "spoken-buttons": references.spoken_buttons,
    "legends": references.legends,
    "forms": references.forms_say_where,
    "errors-tied": errors.errors_are_tied,
    "inline": safety.nothing_inline,
    "vary": safety.varies,
    "no-store": safety.secrets_not_kept,
    "escaping": safety.escaped_once,
    "leaks": safety.no_leaks,
    "placeholders": wording.no_placeholders,
}
"""Rules that hold for a part as for a whole page."""

FOR_WHOLE_PAGES: Mapping[str, Rule] = {
    "language": structure.language,
    "one-h1": structure.one_h1,
    "heading-order": structure.headings_in_order,
    "title": structure.title_begins_with_h1,
    "references": references.alive_references,
    "links": references.alive_links,
    "summary-shape": errors.summary_shape,
    "same-words": errors.same_words,
    "weight": weight.light,
    "translated": wording.translated,
}
"""Rules that need the page around a part: a part may point at what is outside it."""

RULES: Mapping[str, Rule] = {**FOR_EVERY_PART, **FOR_WHOLE_PAGES}


def audit(page: Document) -> list[str]:
    """Every fault of a page or fragment."""
    return _apply(FOR_EVERY_PART if page.fragment else RULES, page)


def audit_headers(answer: Document) -> list[str]:
    """Every fault of an answer that is no page."""
    return _apply(FOR_EVERY_ANSWER, answer)


def _apply(rules: Mapping[str, Rule], page: Document) -> list[str]:
    return [f"[{name}] {page.url}: {what}" for name, rule in rules.items() for what in rule(page)]
