"""The brakes of the citizen's form, by network: an office, a village or a telephone company may be one."""

from __future__ import annotations

from flask import request

from webapp.base.limits import Allowance
from webapp.base.sentences import _l
from webapp.base.web import brake, now

REPORTS = (Allowance("report-network", 20, 3600), Allowance("report-all", 120, 60))
"""Reports sent: twenty an hour from one network, 120 a minute over all."""
REPORT_WAIT = _l(
    "Dari jaringan Anda sudah banyak laporan terkirim. Isian Anda tetap tersimpan. Kirim lagi dalam %(minutes)s menit."
)
BRAKES = {"report_brake": REPORTS}


def report_wait() -> int:
    """Seconds until this network may send one more report; 0 when it may now."""
    return brake("report_brake").full(request.remote_addr, now())


def count_report() -> None:
    """One report has become a case."""
    brake("report_brake").charge(request.remote_addr, now(), 1)


def minutes(seconds: int) -> int:
    """Whole minutes, rounded up, for people."""
    return -(-seconds // 60)
