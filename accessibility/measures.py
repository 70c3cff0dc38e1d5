"""Checks that measure the page in a shape that somebody needs: narrow, spaced out, printed, turned, without motion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from accessibility.browser import DESKTOP, PHONE, Browser, script
from accessibility.checks import Fault, View, When, check

PAPER = 680
"""CSS pixels between the margins of an A4 page."""
SPACED = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];"""
UNSPACED = "document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)"
CUT = script("cut")
ON_PAPER = script("on_paper")
MOVING = script("moving")
SEEN = "return [...document.querySelectorAll('main *')].filter(one => one.getClientRects().length).length"
TURNED = "const style = getComputedStyle(%s); return style.rotate !== 'none' || /matrix\\(0/.test(style.transform)"
REPEATED = script("repeated")


@check("reflow", "1.4.10", "1.4.4", "1.4.8", when=When.QUICK)
def reflow(browser: Browser, view: View) -> Iterator[Fault]:
    """Nothing makes the page scroll sideways; wide tables scroll in a region of their own."""
    wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        what = f"the page is {wide} px wider than the window of {view.width} px"
        yield Fault("reflow", "1.4.10", _widest(browser), what)


def _widest(browser: Browser) -> str:
    return str(
        browser.run("""
        const width = document.documentElement.clientWidth;
        const inRegion = element => element.closest("[role=region], .scroll");
        const found = [...document.querySelectorAll("main *, header *, footer *")].filter(
            element => element.getBoundingClientRect().right > width + 1 && !inRegion(element));
        return found.length ? found[found.length - 1].outerHTML.slice(0, 120) : "html";
    """)
    )


@check("target-44", "2.5.5", when=When.QUICK)
def targets(browser: Browser, view: View) -> Iterator[Fault]:
    """Buttons, fields and links outside sentences are at least 44 px high and wide."""
    for where, width, height in browser.run("""
        const inSentence = link => link.tagName === "A" && [...link.parentElement.childNodes].some(
            node => node.nodeType === 3 && node.textContent.trim().length > 1);
        const isChoice = control => control.matches("[type=radio], [type=checkbox]");
        const targetOf = control => isChoice(control) ? control.closest("label") : control;
        const wanted = "button, a[href], select, textarea, summary, input:not([type=hidden])";
        return [...document.querySelectorAll(wanted)].filter(control => !inSentence(control)).map(control => {
            const {width, height} = (targetOf(control) || control).getBoundingClientRect();
            return [control.outerHTML.slice(0, 120), width, height];
        }).filter(([_, width, height]) => height > 0 && (height < 43.5 || width < 43.5));
    """):
        yield Fault("target-44", "2.5.5", where, f"{width:.0f} × {height:.0f} px")


@check("text-spacing", "1.4.12", when=When.PAGE)
def text_spacing(browser: Browser, view: View) -> Iterator[Fault]:
    """With the distances of 1.4.12 nothing is cut off and nothing scrolls sideways."""
    for width in (DESKTOP, PHONE):
        browser.width(width)
        browser.run(SPACED)
        wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield Fault("text-spacing", "1.4.12", _widest(browser), f"{wide} px too wide in {width} px")
        yield from (Fault("text-spacing", "1.4.12", where, what) for where, what in browser.run(CUT))
        browser.run(UNSPACED)


@check("print", "1.4.3", when=When.PAGE)
def paper(browser: Browser, view: View) -> Iterator[Fault]:
    """On paper there is no navigation, and ink on white, even from a device that likes the dark."""
    for dark in (False, True):
        browser.width(PAPER).media(paper=True, dark=dark)
        yield from (Fault("print", "1.4.3", where, what) for where, what in browser.run(ON_PAPER))


@check("calm", "2.3.3", when=When.PAGE)
def calm(browser: Browser, view: View) -> Iterator[Fault]:
    """Nothing moves on a device that asks for less motion."""
    browser.media(calm=True)
    yield from (Fault("calm", "2.3.3", where, "moves all the same") for where in browser.run(MOVING))


@check("orientation", "1.3.4", when=When.PAGE)
def orientation(browser: Browser, view: View) -> Iterator[Fault]:
    """A phone held upright and one on its side show the same, and neither turns the page."""
    counts = []
    for width, height in ((360, 740), (740, 360)):
        browser.width(width, height)
        counts.append(browser.run(SEEN))
        for part in ("document.documentElement", "document.body", "document.querySelector('main') || document.body"):
            if browser.run(TURNED % part):
                yield Fault("orientation", "1.3.4", part, f"is turned at {width} × {height} px")
    if min(counts) < max(counts) * 0.9:
        yield Fault("orientation", "1.3.4", "main", f"{counts[0]} elements upright, {counts[1]} on its side")


@check("consistent", "3.2.3", "3.2.6", when=When.PAGE)
def consistent(browser: Browser, view: View) -> Iterator[Fault]:
    """What is repeated from page to page, help among it, comes in the order in which it came before.

    Pages whose header leads to the same home are of one set; a desk has its own."""
    home, *rest = browser.run(REPEATED)
    pairs = list(combinations(dict.fromkeys([home, *rest]), 2))
    for before, after in pairs:
        if (home, after, before) in browser.order_seen:
            yield Fault("consistent", "3.2.3", after, f"comes after {before}, and came before it on another page")
    browser.order_seen.update((home, before, after) for before, after in pairs)
