"""Fill an empty demo: areas, agencies, officers and reports, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from webapp.base.db import Database
from webapp.base.store import store_at
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.config import Config
from webapp.demo.people import add_people
from webapp.demo.play import play, stage
from webapp.demo.reports import demo_reports
from webapp.demo.tree import build_tree


def load_demo(db: Database, config: Config, now: datetime, say: Callable[[str], object] = lambda _: None) -> bool:
    """Load the demo in one transaction unless a report is there already; whether it was loaded.

    `say` hears a line before each part, for somebody who waits.
    """
    keys = Keys.of(config)
    with db.write() as session:
        if session.scalar(select(Case.id).limit(1)) is not None:
            return False
        say("Memuat data contoh, sekali saja. Lamanya setengah sampai dua menit.")
        say("  1 dari 3: wilayah dan instansi")
        build_tree(session)
        say("  2 dari 3: petugas")
        officers = add_people(session, keys.ring, now)
        reports = demo_reports()
        say(f"  3 dari 3: {len(reports)} laporan dengan langkah-langkahnya")
        play(stage(session, store_at(config.storage_url), keys, now, officers), reports)
    return True
