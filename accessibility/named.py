"""Where a page has what a person names by its words: as XPath, of which the first match counts."""

from __future__ import annotations

_CONTROLS = "self::input or self::textarea or self::select"


def fields(words: str) -> list[str]:
    """The field whose label begins with these words: inside its label, or tied to it by its id."""
    label = f"//label[starts-with(normalize-space(.), {_quoted(words)})]"
    return [f"{label}/descendant::*[{_CONTROLS}]", f"//*[({_CONTROLS}) and @id = {label}/@for]"]


def choices(words: str, within: str = "") -> list[str]:
    """The option, box or radio button that begins with them; `within` is part of the legend of its group."""
    group = f"//fieldset[legend[contains(normalize-space(.), {_quoted(within)})]]" if within else ""
    ways = [f"//option[starts-with(normalize-space(.), {_quoted(words)})]", *fields(words)]
    return [group + way for way in ways]


def button(words: str) -> str:
    """The button in main with these words."""
    return f"//main//button[starts-with(normalize-space(.), {_quoted(words)})]"


def link(words: str) -> str:
    """The link that begins with them."""
    return f"//a[starts-with(normalize-space(.), {_quoted(words)})]"


def _quoted(words: str) -> str:
    """A text for XPath, which knows no escapes."""
    if '"' not in words:
        return f'"{words}"'
    return "concat(" + ", '\"', ".join(f'"{part}"' for part in words.split('"')) + ")"
