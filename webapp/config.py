"""Every setting, read from the environment and validated at start.

`Config.from_env(os.environ)` collects *all* faults before it refuses, so that an operator mends them in one go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.environment import DEMO_SECRET, ZONE, ConfigError, Environment, Mode

__all__ = ["Config", "ConfigError", "Mode", "Site"]

DEMO_EMAIL = "bantuan@lapor-terbuka.example"
"""An invented contact, so that the demo shows where it stands."""
_KEY_NUMBERS = frozenset(map(str, range(1, 256)))
_SCHEMES = {
    "DATABASE_URL": ("sqlite:///", "postgresql://", "postgresql+psycopg://"),
    "JOBS_URL": ("sqlite:///", "redis://", "rediss://", "unix://", "postgresql://", "postgresql+psycopg://"),
    "LIMITS_URL": ("memory://", "redis://", "rediss://", "unix://"),
    "MAIL_URL": ("file:///", "smtp://"),
    "STORAGE_URL": ("file:///",),
}


def N_(text: str) -> str:  # noqa: N802 - as in base.msgids, which stands above this module
    """Marks a default that pages translate when they show it."""
    return text


@dataclass(frozen=True)
class Site:
    """What the public is told about this instance; numbers are never written into templates."""

    name: str = "Lapor Terbuka"
    base_url: str = "http://127.0.0.1:8000"
    emergency: tuple[tuple[str, str], ...] = (
        ("112", N_("semua keadaan darurat")),
        ("119", N_("ambulans")),
        ("113", N_("pemadam kebakaran")),
        ("110", N_("polisi")),
        ("129", N_("kekerasan terhadap perempuan atau anak")),
    )
    help_phone: str = ""
    help_email: str = ""
    help_sms: str = ""
    help_hours: str = ""
    sealed_url: str = ""
    inspectorate_contact: str = ""
    ombudsman_phone: str = "137"  # it and the next: Kompas.com, 30 December 2021
    ombudsman_whatsapp: str = "0821 3737 3737"
    zone: str = ZONE
    is_demo: bool = False


@dataclass(frozen=True)
class Config:
    """Settings of one process. URLs move the same code from one file on one disk to real servers."""

    mode: Mode
    secret_key: bytes = field(repr=False)
    pin_key: bytes = field(repr=False)
    field_keys: Mapping[int, bytes] = field(repr=False)
    data_dir: Path
    database_url: str = field(repr=False)  # URLs may carry passwords
    jobs_url: str = field(repr=False)
    limits_url: str = field(repr=False)
    mail_url: str = field(repr=False)
    storage_url: str = field(repr=False)
    mail_from: str = "Lapor Terbuka <lapor@localhost>"
    trusted_proxies: int = 0
    max_form_bytes: int = 400_000
    storage_reserve: int = 500_000_000  # bytes that files of people leave free on the disk
    kept_pages: int = 400  # public pages in memory, of some 20 KB each; 0 makes each anew
    site: Site = field(default_factory=Site)

    @property
    def is_demo(self) -> bool:
        """True where every page must say that the data are examples."""
        return self.mode is Mode.DEMO

    @property
    def secure(self) -> bool:
        """True where pages are served over HTTPS, so that cookies are marked Secure."""
        return self.site.base_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read and check the environment; raises ConfigError naming every fault."""
        return _Reader(environ).read()


class _Reader(Environment):
    """Reads the settings of the public site."""

    def read(self) -> Config:
        mode = self.mode()
        folder = Path(self.environ.get("DATA_DIR", "var"))
        config = self._config(mode, folder)
        if mode is Mode.PRODUCTION and not config.secure:
            self.faults.append("BASE_URL must begin with https:// in production.")
        if mode is Mode.PRODUCTION and not (config.site.help_phone or config.site.help_email):
            self.faults.append("HELP_PHONE or HELP_EMAIL is missing: pages and letters tell people to contact you.")
        self.refuse()
        return config

    def _config(self, mode: Mode, folder: Path) -> Config:
        get = self.environ.get
        return Config(
            mode=mode,
            secret_key=self.secret("SECRET_KEY", mode),
            pin_key=self.secret("PIN_KEY", mode),
            field_keys=self._key_ring(mode),
            data_dir=folder,
            database_url=self._url("DATABASE_URL", get("DATABASE_URL", f"sqlite:///{folder.absolute()}/lapor.db")),
            jobs_url=self._url("JOBS_URL", get("JOBS_URL", f"sqlite:///{folder.absolute()}/jobs.db")),
            limits_url=self._url("LIMITS_URL", get("LIMITS_URL", "memory://")),
            mail_url=self._url("MAIL_URL", self.required("MAIL_URL", mode, f"file://{folder.absolute()}/mail")),
            storage_url=self._url("STORAGE_URL", get("STORAGE_URL", f"file://{folder.absolute()}/files")),
            mail_from=get("MAIL_FROM", Config.mail_from),
            trusted_proxies=self.number("TRUSTED_PROXIES", 0),
            max_form_bytes=self.number("MAX_FORM_BYTES", Config.max_form_bytes),
            storage_reserve=self.number("STORAGE_RESERVE", Config.storage_reserve),
            kept_pages=self.number("KEPT_PAGES", Config.kept_pages),
            site=self._site(mode),
        )

    def _site(self, mode: Mode) -> Site:
        get = self.environ.get
        return Site(
            name=get("SITE_NAME", Site.name),
            base_url=self.required("BASE_URL", mode, Site.base_url).rstrip("/"),
            emergency=self._emergency(),
            help_phone=get("HELP_PHONE", ""),
            help_email=get("HELP_EMAIL", DEMO_EMAIL if mode is Mode.DEMO else ""),
            help_sms=get("HELP_SMS", ""),
            help_hours=get("HELP_HOURS", ""),
            sealed_url=get("SEALED_URL", ""),
            inspectorate_contact=get("INSPECTORATE_CONTACT", ""),
            ombudsman_phone=get("OMBUDSMAN_PHONE", Site.ombudsman_phone),
            ombudsman_whatsapp=get("OMBUDSMAN_WHATSAPP", Site.ombudsman_whatsapp),
            zone=self.zone(),
            is_demo=mode is Mode.DEMO,
        )

    def _key_ring(self, mode: Mode) -> dict[int, bytes]:
        """FIELD_KEYS="1:base64,2:base64": the highest number encrypts, the others still decrypt."""
        text = self.environ.get("FIELD_KEYS", "")
        if mode is not Mode.PRODUCTION and not text:
            return {1: f"{DEMO_SECRET}-FIELD_KEYS".encode().ljust(32, b".")}
        ring: dict[int, bytes] = {}
        for part in filter(None, text.split(",")):
            number, _, value = part.strip().partition(":")
            if number in _KEY_NUMBERS and int(number) not in ring:
                ring[int(number)] = self.production_secret(f"FIELD_KEYS {number}", value)[:32]
            else:  # a key that is passed over would be missed when the first old contact is opened
                self.faults.append("FIELD_KEYS must be numbers from 1 to 255, each once, with a key: 1:…,2:…")
        if not text:
            self.faults.append('FIELD_KEYS is missing; write it as "1:" and the output of: openssl rand -base64 32')
        return ring

    def _emergency(self) -> tuple[tuple[str, str], ...]:
        """EMERGENCY="112 semua keadaan darurat; 110 polisi": number, then what it is for."""
        text = self.environ.get("EMERGENCY", "")
        pairs = [part.strip().split(" ", 1) for part in text.split(";") if part.strip()]
        if any(len(pair) != 2 for pair in pairs):
            self.faults.append("EMERGENCY must list numbers and names: 112 semua keadaan darurat; 110 polisi")
            return Site.emergency
        return tuple((number, name) for number, name in pairs) or Site.emergency

    def _url(self, name: str, url: str) -> str:
        return self.url(name, url, _SCHEMES[name])
