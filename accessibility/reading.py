"""How far a finger goes: what a screen reader on a telephone stops at, in the order of the accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accessibility.browser import Browser

CONTROLS = {"textbox", "radio", "checkbox", "combobox"}
WHOLE = {*CONTROLS, "link", "button", "heading"}
"""Roles that are one stop, whatever stands in them."""
TEXT = {"paragraph", "Legend", "LabelText", "StaticText"}
"""Roles that are one stop when nothing of the above stands in them."""
Stop = tuple[str, str]
"""Role and text."""


def stops(browser: Browser) -> list[Stop]:
    """Every stop of the page shown."""
    browser.command("Accessibility.enable")
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    return list(_walk(nodes[0], {node["nodeId"]: node for node in nodes}))


def stops_to_field(browser: Browser) -> int:
    """How many stops it takes to the first control that is filled in; one for files is heard as a labelled button."""
    heard = stops(browser)
    return next(
        number
        for number, (role, text) in enumerate(heard, start=1)
        if role in CONTROLS or (role == "button" and ("LabelText", text) in heard)
    )


def stops_to(browser: Browser, words: str) -> int:
    """How many stops it takes until `words` are heard."""
    return next(number for number, (_role, text) in enumerate(stops(browser), start=1) if words in text)


def _walk(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Iterator[Stop]:
    role, name = (str(node.get(key, {}).get("value", "")) for key in ("role", "name"))
    below = [nodes[one] for one in node.get("childIds", ()) if one in nodes]
    inside = [stop for child in below for stop in _walk(child, nodes)]
    if not node.get("ignored") and role in WHOLE:
        yield role, name
    elif not node.get("ignored") and role in TEXT and not any(kind in WHOLE for kind, _text in inside):
        text = name if role == "StaticText" else " ".join(words for _kind, words in inside)
        if text.strip():
            yield role, text
    else:
        yield from inside
