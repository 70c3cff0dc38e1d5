"""The controls of a form as a person finds them: by the words of their label, or by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from tests.auditing.document import Document, attr, tidy, words
from tests.auditing.references import label_of

CHOICES = frozenset({"radio", "checkbox"})
Upload = tuple[str, bytes]


@dataclass
class Control:
    """One control or, for radios and checkboxes of one name, the whole group; holds what a person has put in."""

    name: str
    kind: str
    tags: list[Tag]
    labels: list[str]
    legend: str
    page: Document
    values: list[str] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What it holds now; several choices are joined by a comma."""
        return ", ".join(self.values)

    @property
    def error(self) -> str:
        """The error text that is heard with it; empty without one."""
        return " ".join(text for tag in self.tags for text in self._described(tag, "wrong"))

    @property
    def hint(self) -> str:
        """The hint that is heard with it."""
        return " ".join(text for tag in self.tags for text in self._described(tag, "hint"))

    @property
    def options(self) -> list[str]:
        """The words of its choices."""
        return [words(option) for option in self.tags[0].find_all("option")] if self.kind == "select" else self.labels

    def _described(self, tag: Tag, kind: str) -> Iterator[str]:
        return (words(text) for text in self.page.described_by(tag) if kind in attr(text, "class").split())

    def answers_to(self, wanted: str, exactly: bool) -> bool:
        """Whether a person would mean this control by `wanted`: its name, its legend, or its own label."""
        single = self.labels if self.kind not in CHOICES or len(self.tags) == 1 else []
        names = [self.name, *single] + ([self.legend] if self.kind in CHOICES else [])
        return wanted in names if exactly else any(name.startswith(wanted) for name in names if name)

    def put(self, value: object) -> None:
        """Type, choose or attach `value`; a choice is named by its words or its value, a lone box by True or False."""
        if self.kind == "file":
            self.uploads = [value] if isinstance(value, tuple) else list(value)  # type: ignore[call-overload]
        elif self.kind == "checkbox" and isinstance(value, bool):
            self.values = [_value_of(self.tags[0])] if value else []
        elif self.kind in CHOICES or self.kind == "select":
            wanted = value if isinstance(value, list | tuple | set) else [value]
            self.values = [self._choice(str(one)) for one in wanted]
        else:
            self.values = [str(value)]

    def _choice(self, wanted: str) -> str:
        choices = dict(self._choices())
        if wanted in choices.values():
            return wanted
        found = [value for label, value in choices.items() if label == wanted]
        found = found or [value for label, value in choices.items() if label.startswith(wanted)]
        if len(found) != 1:
            raise AssertionError(f"{self.name}: no single choice {wanted!r} among {list(choices.items())}")
        return found[0]

    def _choices(self) -> Iterator[tuple[str, str]]:
        if self.kind == "select":
            for option in self.tags[0].find_all("option"):
                yield words(option), attr(option, "value") if option.has_attr("value") else words(option)
        else:
            yield from ((label, _value_of(tag)) for label, tag in zip(self.labels, self.tags, strict=True))

    def sent(self) -> list[tuple[str, str]]:
        """The pairs that a browser sends; line ends of a text area become CRLF as in every browser."""
        if self.kind == "textarea":
            return [(self.name, self.value.replace("\r\n", "\n").replace("\n", "\r\n"))]
        return [(self.name, value) for value in self.values]


def read_controls(page: Document, form: Tag) -> list[Control]:
    """The named controls of a form, holding what the page put into them."""
    found: list[Control] = []
    for tag in _tags_of(page, form):
        kind = attr(tag, "type").lower() or "text" if tag.name == "input" else tag.name
        name = attr(tag, "name")
        group = next((one for one in found if kind in CHOICES and (one.name, one.kind) == (name, kind)), None)
        if group is None:
            group = Control(name, kind, [], [], _legend_of(tag), page)
            found.append(group)
        group.tags.append(tag)
        group.labels.append(label_of(page, tag) if kind != "hidden" else "")
        group.values += _initial(tag, kind)
    return found


def _tags_of(page: Document, form: Tag) -> list[Tag]:
    own = [tag for tag in form.select("input[name], select[name], textarea[name]") if not tag.has_attr("form")]
    tied = (
        page.soup.find_all(["input", "select", "textarea"], attrs={"form": attr(form, "id")})
        if attr(form, "id")
        else []
    )
    return [tag for tag in own + tied if attr(tag, "type") not in ("submit", "button", "image", "reset")]


def _legend_of(tag: Tag) -> str:
    group = tag.find_parent("fieldset")
    return words(group.find("legend")) if group is not None else ""


def _initial(tag: Tag, kind: str) -> list[str]:
    if kind in CHOICES:
        return [_value_of(tag)] if tag.has_attr("checked") else []
    if kind == "select":
        options = tag.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [attr(option, "value") if option.has_attr("value") else words(option) for option in chosen]
    if kind == "textarea":
        return [tag.get_text().replace("\r\n", "\n")]
    return [] if kind == "file" else [attr(tag, "value")]


def _value_of(tag: Tag) -> str:
    return attr(tag, "value") if tag.has_attr("value") else "on"


def find_control(controls: list[Control], wanted: str, within: str = "") -> Control:
    """The one control that a person would mean; an AssertionError lists what there is."""
    wanted = tidy(wanted)
    visible = [one for one in controls if within in one.legend]
    for exactly in (True, False):
        found = [one for one in visible if one.answers_to(wanted, exactly)]
        lone = [one for one in visible if not found and _has_choice(one, wanted, exactly)]
        if len(found or lone) == 1:
            return (found or lone)[0]
        if found:
            break
    names = [(one.name, one.legend, one.labels) for one in controls if one.kind != "hidden"]
    raise AssertionError(f"no single control {wanted!r} among {names}")


def _has_choice(control: Control, wanted: str, exactly: bool) -> bool:
    if control.kind not in CHOICES:
        return False
    return wanted in control.labels if exactly else any(label.startswith(wanted) for label in control.labels)
