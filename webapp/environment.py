"""What any settings are read from: an environment, with every fault collected before anything is refused."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEMO_SECRET = "demo"
"""Begins every secret of the demo; production refuses to start with one."""
ZONE = "Asia/Makassar"


class Mode(StrEnum):
    """What this instance is for; only PRODUCTION meets citizens."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class ConfigError(ValueError):
    """The settings can't be used; `.faults` has one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The settings can't be used:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = faults


class Environment:
    """Reads one environment, collecting faults."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.faults: list[str] = []

    def mode(self) -> Mode:
        """LAPOR_MODE."""
        try:
            return Mode(self.environ.get("LAPOR_MODE", Mode.PRODUCTION))
        except ValueError:
            self.faults.append("LAPOR_MODE must be production, demo or test.")
            return Mode.PRODUCTION

    def secret(self, name: str, mode: Mode) -> bytes:
        """A key of at least 32 bytes; outside production one of the demo."""
        value = self.environ.get(name, "")
        if mode is not Mode.PRODUCTION:
            return (value or f"{DEMO_SECRET}-{name}").encode().ljust(32, b".")
        return self.production_secret(name, value)

    def production_secret(self, name: str, value: str) -> bytes:
        """A key in base64 that nobody knows."""
        if value.startswith(DEMO_SECRET):
            self.faults.append(f"{name} still has the value of the demo; make one with: openssl rand -base64 32")
        elif not value:
            self.faults.append(f"{name} is missing; make one with: openssl rand -base64 32")
        return self._decoded(name, value)

    def _decoded(self, name: str, value: str) -> bytes:
        try:
            key = base64.b64decode(value, validate=True)
        except binascii.Error:
            key = b""
        if value and len(key) < 32 and not value.startswith(DEMO_SECRET):
            self.faults.append(f"{name} must be at least 32 random bytes in base64.")
        return key

    def required(self, name: str, mode: Mode, otherwise: str) -> str:
        """A setting that production must have."""
        value = self.environ.get(name, "")
        if not value and mode is Mode.PRODUCTION:
            self.faults.append(f"{name} is missing.")
        return value or otherwise

    def number(self, name: str, otherwise: int) -> int:
        """A whole number."""
        value = self.environ.get(name, str(otherwise))
        if not value.isascii() or not value.isdigit():
            self.faults.append(f"{name} must be a whole number.")
            return otherwise
        return int(value)

    def zone(self) -> str:
        """SITE_ZONE."""
        zone = self.environ.get("SITE_ZONE", ZONE)
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            self.faults.append("SITE_ZONE must name a time zone, such as Asia/Makassar.")
        return zone

    def url(self, name: str, url: str, schemes: tuple[str, ...]) -> str:
        """An address of one of these kinds. The fault names the setting only: the URL may hold a password."""
        if not url.startswith(schemes):
            self.faults.append(f"{name} must begin with {' or '.join(schemes)}")
        return url

    def refuse(self) -> None:
        """Raise ConfigError if there was any fault."""
        if self.faults:
            raise ConfigError(self.faults)
