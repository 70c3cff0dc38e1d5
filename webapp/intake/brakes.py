"""The brakes of the citizen's form, by network: an office, a village or a telephone company may be one."""

from __future__ import annotations

from flask import request

from webapp.base.limits import Allowance
from webapp.base.sentences import _l
from webapp.base.web import brake, now

REPORTS = (Allowance("report-network", 20, 3600), Allowance("report-all", 120, 60, first=2))
"""Reports sent: twenty an hour from one network, 120 a minute over all, and then still the first two of a network."""
REPORT_WAIT = _l(
    "Dari jaringan Anda sudah banyak laporan terkirim. Isian Anda tetap tersimpan. Kirim lagi dalam %(minutes)s menit."
)
DRAFTS = (Allowance("draft-network", 300, 3600), Allowance("draft-all", 1000, 600, first=5))
"""New drafts: 300 an hour from one network, 1,000 in ten minutes over all, and then still the first five of a network.

Of 64 KB each they are at most 9 GB in their day, and where hundreds of networks join in, 46 GB (`limits.EVEN_SO`).
"""
DRAFT_WAIT = _l(
    "Terlalu banyak laporan baru dimulai saat ini. Yang Anda tulis masih ada di halaman ini, tetapi belum kami simpan. "
    "Tekan tombolnya sekali lagi dalam %(minutes)s menit."
)
BRAKES = {"report_brake": REPORTS, "draft_brake": DRAFTS}


class TooManyDrafts(Exception):
    """No new draft now; `.seconds` is how long to wait. Nothing was stored."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def count_draft() -> None:
    """One more draft begins; raises TooManyDrafts."""
    if seconds := brake("draft_brake").take(request.remote_addr, now()):
        raise TooManyDrafts(seconds)


def report_wait() -> int:
    """Seconds until this network may send one more report; 0 when it may now."""
    return brake("report_brake").full(request.remote_addr, now())


def count_report() -> None:
    """One report has become a case."""
    brake("report_brake").charge(request.remote_addr, now(), 1)


def minutes(seconds: int) -> int:
    """Whole minutes, rounded up, for people."""
    return -(-seconds // 60)
