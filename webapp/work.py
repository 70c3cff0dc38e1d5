"""The work of one instance: who writes and carries its letters, and the jobs its worker does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from webapp.attachments import service as attachments
from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.jobs import Job, Jobs
from webapp.base.mail import transport_from
from webapp.base.store import Store, store_at
from webapp.cases import letters, pin_codes, recipients, teaching
from webapp.cases.keys import Keys
from webapp.cases.projecting import projecting_job
from webapp.cases.redating import redating_job
from webapp.cases.timer_job import timers_job
from webapp.config import Config
from webapp.notices.jobs import outbox_job
from webapp.notices.mail import mail_sender
from webapp.notices.post import Post
from webapp.officers import throttle

Clock = Callable[[], datetime]
TIDY_UP = "tidy_up"


def post(config: Config, clock: Clock) -> Post:
    """Who carries a letter, who writes it, and who knows where it goes; channels add their senders here."""
    keys = Keys.of(config)
    return Post(
        senders={"mail": mail_sender(transport_from(config.mail_url), config.mail_from, clock)},
        renderers={**letters.renderers(config.site), **pin_codes.renderers(config.site, keys)},
        resolvers={**recipients.resolvers(keys, clock), **pin_codes.resolvers(keys, clock)},
    )


def jobs(config: Config, db: Database, clock: Clock) -> Jobs:
    """What is done behind the pages, again and again."""
    store = store_at(config.storage_url)
    tidy = Job(TIDY_UP, lambda: tidy_up(db, store, clock()), timedelta(hours=1))
    learn = Job(teaching.LEARN, lambda: teaching.learn(db), timedelta(seconds=30))
    outbox = outbox_job(db, post(config, clock), clock)
    dates = (redating_job(db, clock), timers_job(db, clock))
    return Jobs(config.jobs_url, config.secret_key, (projecting_job(db), *dates, outbox, tidy, learn))


def tidy_up(db: Database, store: Store, now: datetime) -> None:
    """Forget what nobody may find any more: drafts past their day with their files, and who tried to sign in."""
    drafts.sweep(db, now)
    attachments.sweep(db, store, now)
    with db.write() as session:
        throttle.forget_old(session, now)
