"""A person without a mouse: Tab through the page, from its top until the focus leaves it.

What is looked at: whether everything is reached, in the order in which it is read, with no trap; whether the page
stays as it is; whether the focus is seen, as pixels (WCAG 2.4.13: an area as large as a line of 2 px around the
control, whose colour differs 3:1 from what was there), and covered by nothing.
"""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image

from accessibility.browser import DESKTOP, PHONE, Browser, script
from accessibility.checks import Fault, View, When, check

FURTHEST = 600
"""Tabs after which a page has no end."""
LOW = 600
"""Pixels of height of a window in which pages scroll."""
AROUND = 8
"""Pixels around a control in which its ring may lie."""
ENOUGH = 0.75
"""Of the area of a line of 2 px around every box of the control: where a link is broken its boxes share edges."""
TOP = script("top")
AGAIN = "window.lt_stops = lt_ways[arguments[0]]"
STOP = script("stop")
MISSED = script("missed")
FOCUS = """
const one = lt_stops[arguments[0]]; one.focus(); one.scrollIntoView({block: "center"});
const box = one.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]"""
STATE = "return [location.href, document.title, performance.timeOrigin, document.querySelectorAll('body *').length]"
FIRST_CHOICE = """
const one = document.querySelector("main select, main input[type=radio]"); if (one) one.focus(); return Boolean(one)"""


@dataclass
class Stop:
    """Where a Tab led, in pixels of the page; `again` where it was before."""

    where: str = ""
    words: str = ""
    boxes: list[list[float]] | None = None
    kind: str = ""
    scroll: bool = False
    covered: str = ""
    off: bool = False
    again: int = -1


def press(browser: Browser, key: str, code: int) -> None:
    """One key, as from a keyboard."""
    for kind in ("rawKeyDown", "keyUp"):
        browser.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)


@dataclass
class Way:
    """Where the Tabs through a page led, and what the page was before and after."""

    stops: list[Stop]
    before: list[Any]
    after: list[Any]

    @property
    def ended(self) -> bool:
        """Whether the focus left the page, or began again at its top."""
        return not self.stops or self.stops[-1].again <= 0


def tab_through(browser: Browser, width: int = DESKTOP) -> Way:
    """Tab through the page from its top, in a low window so that it scrolls; once for each width of a page."""
    browser.width(width, LOW)
    key = (browser.run("return performance.timeOrigin"), width)
    if key in browser.ways:
        browser.run(AGAIN, width)
    else:
        before = browser.run(STATE)
        browser.run(TOP, width)
        browser.ways = {key: Way(list(_stops(browser)), before, browser.run(STATE))} | {
            other: way for other, way in browser.ways.items() if other[0] == key[0]
        }
    found: Way = browser.ways[key]
    return found


def _stops(browser: Browser) -> Iterator[Stop]:
    for number in range(FURTHEST):
        press(browser, "Tab", 9)
        answer: dict[str, Any] | None = browser.run(STOP)
        if answer is None:
            return
        stop = Stop(**answer) if number < FURTHEST - 1 else Stop(again=number - 1)
        yield stop
        if stop.again >= 0:
            return


@check("no-trap", "2.1.2", when=When.PAGE)
def no_trap(browser: Browser, view: View) -> Iterator[Fault]:
    """The focus leaves the page at its end, or begins again at its top."""
    way = tab_through(browser)
    if not way.ended:
        at = way.stops[min(way.stops[-1].again, len(way.stops) - 1)]
        yield Fault("no-trap", "2.1.2", at.where, f"after {len(way.stops)} Tabs the focus is here again")


@check("reachable", "2.1.1", "2.1.3", when=When.PAGE)
def reachable(browser: Browser, view: View) -> Iterator[Fault]:
    """Whatever can be pressed or filled in can be reached by Tab, or by arrows in its group."""
    tab_through(browser)
    yield from (Fault("reachable", "2.1.1", where, "no Tab leads here") for where in browser.run(MISSED))


@check("tab-order", "2.4.3", when=When.PAGE)
def tab_order(browser: Browser, view: View) -> Iterator[Fault]:
    """Each stop comes after the one before it: below it, or to its right; in a single column on a phone too."""
    for width in (DESKTOP, PHONE):
        stops = [one for one in tab_through(browser, width).stops if one.boxes]
        for before, after in pairwise(stops):
            if before.boxes and after.boxes and not before.scroll and _backwards(before.boxes[-1], after.boxes[0]):
                yield Fault("tab-order", "2.4.3", after.where, f"comes after what stands behind it: {before.where}")


def _backwards(before: list[float], after: list[float]) -> bool:
    above = after[3] <= before[1] + 1 and after[0] < before[2] - 1
    left = after[2] <= before[0] + 1 and after[1] < before[3] - 1 and before[1] < after[3] - 1
    return above or left


@check("focus-unobscured", "2.4.11", "2.4.12", when=When.PAGE)
def focus_unobscured(browser: Browser, view: View) -> Iterator[Fault]:
    """Nothing covers any part of where the focus is, and some of it is in the window."""
    for width in (DESKTOP, PHONE):
        for stop in tab_through(browser, width).stops:
            if stop.covered:
                yield Fault("focus-unobscured", "2.4.12", stop.where, f"is covered by {stop.covered}")
            elif stop.off:
                yield Fault("focus-unobscured", "2.4.11", stop.where, f"is outside the window of {width} px")


@check("focus-visible", "2.4.7", "2.4.13", when=When.PAGE)
def focus_visible(browser: Browser, view: View) -> Iterator[Fault]:
    """The ring around every kind of control of the page, in light, dark and forced colours."""
    kinds: dict[str, int] = {}
    stops = tab_through(browser).stops
    for number, stop in enumerate(stops):
        if stop.again < 0 and stop.boxes:
            kinds.setdefault(stop.kind, number)
    for dark, forced in ((False, False), (True, False), (False, True)):
        browser.media(dark=dark, forced=forced)
        for number in kinds.values():
            yield from _ring(
                browser, number, stops[number], "dark" if dark else "forced colours" if forced else "light"
            )


def _ring(browser: Browser, number: int, stop: Stop, media: str) -> Iterator[Fault]:
    box = browser.run(FOCUS, number)
    focused = _picture(browser, box)
    browser.run("document.activeElement.blur()")
    seen = _differing(_picture(browser, box), focused)
    wanted = ENOUGH * sum(4 * (right - left + bottom - top) for left, top, right, bottom in stop.boxes or ())
    if seen < wanted:
        what = f"{seen} px differ 3:1 with the focus ({media}), {wanted:.0f} are a line of 2 px around it"
        yield Fault("focus-visible", "2.4.7", stop.where, what)


def _picture(browser: Browser, box: list[float]) -> Image.Image:
    left, top, width, height = box
    size = browser.run("return [innerWidth, innerHeight, scrollX, scrollY]")
    x, y = max(left - AROUND, 0), max(top - AROUND, 0)
    clip = {
        "x": x + size[2],
        "y": y + size[3],
        "width": min(left + width + AROUND, size[0]) - x,
        "height": min(top + height + AROUND, size[1]) - y,
        "scale": 1,
    }
    answer = browser.command("Page.captureScreenshot", format="png", clip=clip)
    return Image.open(io.BytesIO(base64.b64decode(answer["data"]))).convert("RGB")


def _differing(before: Image.Image, after: Image.Image) -> int:
    """Pixels whose colour has a contrast of 3:1 to what was there."""
    pairs = Counter(zip(_pixels(before), _pixels(after), strict=False))
    return sum(count for (one, other), count in pairs.items() if one != other and contrast(one, other) >= 3)


def _pixels(picture: Image.Image) -> Iterator[tuple[int, int, int]]:
    raw = picture.tobytes()
    return zip(raw[::3], raw[1::3], raw[2::3], strict=True)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """From 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@check("stays-put", "3.2.1", "3.2.2", when=When.PAGE)
def stays_put(browser: Browser, view: View) -> Iterator[Fault]:
    """Neither a Tab nor a choice changes the page or leads to another."""
    way = tab_through(browser)
    if way.before != way.after:
        yield Fault("stays-put", "3.2.1", "html", "to tab through the page has changed it")
    before = browser.run(STATE)
    if browser.run(FIRST_CHOICE):
        press(browser, "ArrowDown", 40)
        press(browser, "ArrowUp", 38)
        if browser.run(STATE) != before:
            yield Fault("stays-put", "3.2.2", "main", "to choose has changed the page")
