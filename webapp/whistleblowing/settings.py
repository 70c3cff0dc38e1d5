"""Settings of the sealed app: its own keys, its own folder, its own address; nothing of the public site's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.base.crypto import derive
from webapp.config import Site
from webapp.environment import Environment, Mode
from webapp.whistleblowing import questions
from webapp.whistleblowing.questions import Questionnaire

DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
LEAVE = "https://www.bmkg.go.id/"
"""Where "leave now" leads: a page that anybody may have open at any desk."""


@dataclass(frozen=True)
class Settings:
    """Of one process; the sealed app never has a second one, for the memory of Argon2 is counted in it."""

    mode: Mode
    key: bytes = field(repr=False)
    data_dir: Path
    database_url: str = field(repr=False)
    site: Site
    public_url: str
    questions: Questionnaire
    leave_url: str = LEAVE
    storage_reserve: int = 500_000_000
    max_form_bytes: int = 400_000
    mail_url: str = field(default="", repr=False)
    mail_from: str = "Layanan formulir <formulir@localhost>"

    @property
    def pepper(self) -> bytes:
        """Without it nobody who has the database can try codes."""
        return derive(self.key, "sealed pepper")

    @property
    def code_key(self) -> bytes:
        """Makes the code of a report from the token of its draft."""
        return derive(self.key, "sealed code")

    @property
    def browser_key(self) -> bytes:
        """Makes the tokens of browsers that are known at the desk's door."""
        return derive(self.key, "sealed browser")

    @property
    def vouching_key(self) -> bytes:
        """Vouches for the rows that name keys."""
        return derive(self.key, "sealed vouching")

    @property
    def is_demo(self) -> bool:
        """True where every page says that the data are examples."""
        return self.mode is Mode.DEMO

    @property
    def secure(self) -> bool:
        """Over HTTPS; an onion service is http, and encrypted by Tor."""
        return self.site.base_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read and check the environment; raises ConfigError naming every fault."""
        return _Reader(environ).read()


class _Reader(Environment):
    def read(self) -> Settings:
        get, mode = self.environ.get, self.mode()
        folder = Path(get("WB_DATA_DIR", "var/sealed"))
        settings = Settings(
            mode=mode,
            key=self.secret("WB_KEY", mode),
            data_dir=folder,
            database_url=self.url(
                "WB_DATABASE_URL", get("WB_DATABASE_URL", f"sqlite:///{folder.absolute()}/sealed.db"), DATABASES
            ),
            site=self._site(mode),
            public_url=self.required("PUBLIC_URL", mode, "http://127.0.0.1:8000").rstrip("/"),
            questions=self._questions(Path(get("WB_QUESTIONS") or questions.FILE)),
            leave_url=self.url("WB_LEAVE_URL", get("WB_LEAVE_URL", LEAVE), ("https://",)),
            storage_reserve=self.number("WB_STORAGE_RESERVE", Settings.storage_reserve),
            max_form_bytes=self.number("WB_MAX_FORM_BYTES", Settings.max_form_bytes),
            mail_url=self.url("WB_MAIL_URL", url, ("file:///", "smtp://")) if (url := get("WB_MAIL_URL", "")) else "",
            mail_from=get("WB_MAIL_FROM", Settings.mail_from),
        )
        self.refuse()
        return settings

    def _questions(self, path: Path) -> Questionnaire:
        try:
            return questions.read(path)
        except questions.QuestionsError as error:
            self.faults += [f"WB_QUESTIONS: {fault}" for fault in error.faults]
            return Questionnaire(())

    def _site(self, mode: Mode) -> Site:
        base_url = self.required("WB_BASE_URL", mode, "http://127.0.0.1:8001").rstrip("/")
        if mode is Mode.PRODUCTION and not base_url.startswith("https://") and not base_url.endswith(".onion"):
            self.faults.append("WB_BASE_URL must begin with https:// or end with .onion in production.")
        return Site(
            name=self.environ.get("WB_SITE_NAME", "Formulir"),
            base_url=base_url,
            zone=self.zone(),
            is_demo=mode is Mode.DEMO,
        )
