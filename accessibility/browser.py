"""One headless Chromium: its width, what the person's device asks for, script on or off, pictures of whole pages.

Fields are found by the words of their label and buttons by their own words, as a person finds them.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, Self

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from accessibility import named

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--lang=id",
)  # fmt: skip
DESKTOP = 1280
PHONE = 320
LONG = 300
"""Letters that come at once, as by pasting, when there are more: key by key a long text takes a quarter of a minute."""
AT_ONCE = 0.02
"""Seconds between two looks at whether something has come."""
ROOT_LETTERS = "return getComputedStyle(document.documentElement).fontSize"


def script(name: str) -> str:
    """One of the audit's own scripts, the body of a function."""
    return (Path(__file__).parent / "scripts" / f"{name}.js").read_text(encoding="utf-8")


class Letters(Enum):
    """How large letters are; twice as large means that no media query sees a zoom, or that it sees the device's own."""

    AS_MADE = ""
    OF_DEVICE = "device"
    ZOOMED = "zoom"


class MissingBrowser(RuntimeError):
    """Chromium or its driver is not installed."""


class Browser:
    """A browser in somebody's hands; `open_browser` starts one."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.order_seen: set[tuple[str, str, str]] = set()
        """Home, and what came before what, in the headers and footers of the pages that were audited."""
        self.ways: dict[tuple[float, int], Any] = {}
        """Where the Tabs through the open page led, by the time at which it came and the width of the window."""

    def get(self, url: str) -> Self:
        """Go to an address and wait until it has loaded."""
        self.driver.get(url)
        return self

    @property
    def url(self) -> str:
        """Where it is now."""
        return str(self.driver.current_url)

    @property
    def title(self) -> str:
        """The words in the tab."""
        return str(self.driver.title)

    @property
    def h1(self) -> str:
        """The heading, on one line."""
        return " ".join(self.driver.find_element(By.TAG_NAME, "h1").text.split())

    @property
    def text(self) -> str:
        """What is seen in main, on one line; no-break spaces are spaces."""
        return " ".join(self.driver.find_element(By.TAG_NAME, "main").text.split())

    def all(self, css: str) -> list[WebElement]:
        """The elements that a CSS selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def open_first(self, css: str) -> Self:
        """Follow the first link that a CSS selector finds."""
        return self._leave(self.driver.find_element(By.CSS_SELECTOR, css))

    def fill(self, label: str, words: str) -> Self:
        """Type into the field whose label begins with `label`, in place of what was there."""
        field = self._labelled(label)
        field.clear()
        if len(words) > LONG:
            self.run("arguments[0].focus()", field)
            self.command("Input.insertText", text=words)
        else:
            field.send_keys(words)
        return self

    def choose(self, words: str, within: str = "") -> Self:
        """Tick the box or radio button, or pick the option of a list, that begins with `words`.

        `within` is part of the legend, where several groups have such a choice.
        """
        control = self._find(" | ".join(named.choices(words, within)))
        if not control.is_selected():
            control.click()
        return self

    def press(self, words: str) -> Self:
        """Press the button with these words and wait for the next page."""
        return self._leave(self._find(named.button(words)))

    def follow(self, words: str) -> Self:
        """Follow the link that begins with these words."""
        return self._leave(self._find(named.link(words)))

    def _leave(self, element: WebElement) -> Self:
        """Click, and wait until the old page is gone, unless the link only jumps within it."""
        stays = (element.get_dom_attribute("href") or "").startswith("#")
        old = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        if not stays:
            WebDriverWait(self.driver, 60, AT_ONCE).until(lambda _: is_gone(old))
        return self

    def _labelled(self, label: str) -> WebElement:
        return self._find(" | ".join(named.fields(label)))

    def _find(self, path: str) -> WebElement:
        """The first element of an XPath; LookupError says what the page holds instead."""
        found = self.driver.find_elements(By.XPATH, path)
        if not found:
            raise LookupError(f"{path} is not on {self.url}:\n{self.text}")
        return found[0]

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a script's `return`; a tool of the audit, which works with the page's own scripts off."""
        return self.driver.execute_script(script, *arguments)

    def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """A command of the Chrome DevTools Protocol and its answer."""
        return dict(self.driver.execute_cdp_cmd(name, arguments) or {})

    def width(self, pixels: int, height: int = 900) -> Self:
        """A window of so many CSS pixels; 320 is also 400 % zoom of 1280 (WCAG 1.4.10)."""
        metrics = {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **metrics)
        return self

    def media(self, *, dark: bool = False, forced: bool = False, calm: bool = False, paper: bool = False) -> Self:
        """What the device asks for: dark, forced colours, reduced motion, or the printed page."""
        wanted = {
            "prefers-color-scheme": "dark" if dark else "light",
            "forced-colors": "active" if forced else "none",
            "prefers-reduced-motion": "reduce" if calm else "no-preference",
        }
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.command("Emulation.setEmulatedMedia", media="print" if paper else "", features=features)
        return self

    def letters(self, size: Letters) -> Self:
        """Letters as the page has them, or twice as large: set in the device, or by a zoom of text alone."""
        standard = 32 if size is Letters.OF_DEVICE else 16
        self._root_letters("medium")
        self.command("Page.setFontSizes", fontSizes={"standard": standard, "fixed": standard * 13 // 16})
        WebDriverWait(self.driver, 60, AT_ONCE).until(
            lambda _: self.run(ROOT_LETTERS) == f"{standard}px"
        )  # it comes later
        self._root_letters("225%" if size is Letters.ZOOMED else "")
        return self

    def _root_letters(self, size: str) -> None:
        self.run("document.documentElement.style.fontSize = arguments[0]", size)

    def scripts(self, on: bool) -> Self:
        """The page's own scripts, from the next page on."""
        self.command("Emulation.setScriptExecutionDisabled", value=not on)
        return self

    def forget(self) -> Self:
        """Drop every cookie."""
        self.driver.delete_all_cookies()
        return self

    def cookie(self, name: str) -> str:
        """What a cookie of the open page holds; empty where there is none."""
        found = self.driver.get_cookie(name)
        return str(found["value"]) if found else ""

    def give_cookie(self, name: str, value: str) -> Self:
        """Put a cookie for the open page."""
        self.driver.add_cookie({"name": name, "value": value})
        return self

    def screenshot(self, path: Path) -> Path:
        """A picture of the whole page, however long."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        answer = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(answer["data"]))
        return path


def is_gone(element: WebElement) -> bool:
    """Whether the page of this element was left; in the middle of that Chromium says so in several ways."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False


@contextmanager
def open_browser(*more: str) -> Iterator[Browser]:
    """A new Chromium with an empty profile and `more` flags; raises MissingBrowser naming the packages."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        raise MissingBrowser("Chromium is missing: apt-get install chromium chromium-driver")
    with tempfile.TemporaryDirectory(prefix="lt-browser-", ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in (*FLAGS, *more, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(chromedriver))
        driver.set_script_timeout(60)
        driver.set_page_load_timeout(60)
        try:
            yield Browser(driver).width(DESKTOP).media()
        finally:
            driver.quit()
