"""Chromium without a mouse: Tab to move, arrows to choose, Enter to press; controls are known by their spoken names."""

from __future__ import annotations

import json
from typing import Any, Self, cast

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from accessibility.browser import Browser, is_gone
from tests.journeys.visitor import NotThere, Visitor, one_line
from tests.servers import PATIENCE

FURTHEST = 150
"""Tabs after which a person has given up."""
STORES = """
const done = arguments[arguments.length - 1];
const path = (request) => new URL(request.url).pathname;
const pathsIn = async (name) => (await (await caches.open(name)).keys()).map(path);
navigator.serviceWorker.ready.then(async () => done(JSON.stringify({
  local: {...localStorage},
  session: {...sessionStorage},
  databases: (await indexedDB.databases()).map((one) => one.name),
  kept: (await Promise.all((await caches.keys()).map(pathsIn))).flat().sort(),
})));
"""


class Keyboard(Visitor):
    """A person who uses Chromium by keyboard alone."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @property
    def text(self) -> str:
        """What is seen in main."""
        return self.browser.text

    @property
    def focused(self) -> WebElement:
        """Where the keyboard is."""
        return self.browser.driver.switch_to.active_element

    def open(self, url: str) -> Self:
        """Go to an address."""
        self.browser.get(url)
        return self

    def fill(self, label: str, words: str) -> Self:
        """Go there, select all that is in it, and type."""
        field = self._tab_to(label, "input:not([type=radio], [type=checkbox]), textarea")
        field.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.BACKSPACE, words)
        return self

    def value(self, label: str) -> str:
        """What the field holds."""
        return str(self._tab_to(label, "input, textarea").get_property("value"))

    def choose(self, words: str, within: str = "") -> Self:
        """Tab to the group, then arrows to the choice."""
        at = self._tab_to_group(words, within)
        if not at.is_selected():
            at.send_keys(Keys.SPACE)
        for _ in range(FURTHEST):
            if one_line(self.focused.accessible_name).startswith(words):
                return self
            self.focused.send_keys(Keys.ARROW_DOWN)
        raise NotThere(words, self.text)

    def _tab_to_group(self, words: str, within: str) -> WebElement:
        def has_it(at: WebElement) -> bool:
            if at.get_dom_attribute("type") != "radio" or within not in _legend(at):
                return False
            group = f"input[type=radio][name={json.dumps(at.get_dom_attribute('name'))}]"
            return any(one_line(one.accessible_name).startswith(words) for one in self.browser.all(group))

        return self._tab_until(has_it, f"{within} {words}")

    def press(self, words: str) -> Self:
        """Tab to the button and press Enter."""
        return self._leave(self._tab_to(words, "button"))

    def follow(self, words: str) -> Self:
        """Tab to the link and press Enter; one that points into the page only moves the keyboard there."""
        link = self._tab_to(words, "a[href]")
        if not str(link.get_dom_attribute("href")).startswith("#"):
            return self._leave(link)
        link.send_keys(Keys.ENTER)
        return self

    def back(self) -> Self:
        """The browser's Back button."""
        self.browser.driver.back()
        return self

    def _tab_to(self, words: str, css: str) -> WebElement:
        def is_it(at: WebElement) -> bool:
            return one_line(at.accessible_name).startswith(words) and at in self.browser.all(css)

        return self._tab_until(is_it, words)

    def _tab_until(self, found: Any, what: str) -> WebElement:
        """The first stop from here on, this one included, that is what the person looks for."""
        for _ in range(FURTHEST):
            at = self.focused
            if found(at):
                return at
            ActionChains(self.browser.driver).send_keys(Keys.TAB).perform()  # a file field takes no keys by itself
        raise NotThere(what, self.text)

    def _leave(self, control: WebElement) -> Self:
        old = self.browser.driver.find_element(By.TAG_NAME, "html")
        control.send_keys(Keys.ENTER)
        WebDriverWait(self.browser.driver, PATIENCE).until(lambda _: is_gone(old))
        return self

    @property
    def stores(self) -> dict[str, Any]:
        """What this site has left in the browser: local, session, databases, kept (paths of Cache Storage).

        Waits until the service worker has installed itself."""
        return cast(dict[str, Any], json.loads(self.browser.driver.execute_async_script(STORES)))

    @property
    def cookies(self) -> dict[str, str]:
        """Name and path of every cookie, those too that scripts can't see."""
        every = self.browser.command("Storage.getCookies")["cookies"]
        return {cookie["name"]: cookie["path"] for cookie in every}

    def usage(self, origin: str) -> int:
        """Bytes in the stores that a site may keep (IndexedDB, Cache Storage, service workers)."""
        return int(self.browser.command("Storage.getUsageAndQuota", origin=origin)["usage"])


def _legend(radio: WebElement) -> str:
    found = radio.find_elements(By.XPATH, "ancestor::fieldset[1]/legend")
    return one_line(found[0].text) if found else ""
