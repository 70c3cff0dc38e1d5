"""What the receipt promises: each date with the days that count, those that don't, and why. Words for eye and print."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import ngettext

from webapp.base.clock import Zone, local_date
from webapp.base.i18n import date_long, date_short
from webapp.base.sentences import _
from webapp.base.timeline import Moment
from webapp.base.working_days import DayOffKind
from webapp.cases.deadlines import Clock, days_of
from webapp.cases.explanation import Explanation, SkippedGroup
from webapp.cases.reports import Kind
from webapp.intake.queries import Receipt


def moments(receipt: Receipt) -> list[Moment]:
    """What was, and what will be by when, in order."""
    clocks = {clock.rule.clock: clock for clock in receipt.clocks}
    promised = [_promise(clocks[clock]) for clock in (Clock.VERIFICATION, Clock.RESOLUTION) if clock in clocks]
    return [_received(receipt), *promised[:1], _follow_up(receipt.kind), *promised[1:], _judging(receipt.kind)]


def basis(receipt: Receipt) -> str:
    """Which rule and calendar counted, and what no decree has fixed yet."""
    if not receipt.clocks:
        return ""
    rule, version = receipt.clocks[0].rule.basis.name, receipt.clocks[0].calendar_version
    return _(
        "Dasar: %(rule)s, peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi. "
        "Daftar hari libur versi %(version)s.",
        rule=rule,
        version=version,
    )


def undecreed(receipt: Receipt) -> tuple[int, ...]:
    """Years among the days promised whose holidays are not fixed by decree yet."""
    return tuple(sorted({year for clock in receipt.clocks for year in clock.undecreed}))


def _received(receipt: Receipt) -> Moment:
    day = local_date(receipt.received_at, Zone(receipt.zone))
    holder = _("Penanggung jawab sekarang: %(agency)s.", agency=receipt.owner)
    return Moment(state="done", when=date_long(day), iso=day.isoformat(), title=_("Laporan diterima"), text=holder)


def _promise(clock: Explanation) -> Moment:
    titles = {Clock.VERIFICATION: _("Diperiksa dan diteruskan ke instansi"), Clock.RESOLUTION: _("Jawaban")}
    return Moment(
        state="next",
        when=date_long(clock.due),
        iso=clock.due.isoformat(),
        lead=_("Paling lambat"),
        title=titles[clock.rule.clock],
        text=counted(clock),
    )


def _follow_up(kind: Kind) -> Moment:
    days = days_of(Clock.FIRST_FOLLOW_UP, kind)
    when = ngettext("%(num)s hari kerja sesudah diteruskan", "%(num)s hari kerja sesudah diteruskan", days)
    text = _("Lebih cepat bila laporan lebih cepat diteruskan.")
    return Moment(state="next", when=when, title=_("Tindak lanjut pertama"), text=text)


def _judging(kind: Kind) -> Moment:
    days = days_of(Clock.REPORTER_REPLY, kind)
    when = ngettext("%(num)s hari kerja sesudah jawaban", "%(num)s hari kerja sesudah jawaban", days)
    text = _("Bila Anda diam, laporan ditutup sistem, tetapi tidak kami hitung sebagai beres.")
    return Moment(state="next", when=when, title=_("Giliran Anda menilai"), text=text)


def counted(explanation: Explanation) -> str:
    """`14 hari kerja. Tidak dihitung: 6 hari akhir pekan, 25 Desember (Hari Raya Natal).`"""
    days = ngettext("%(num)s hari kerja", "%(num)s hari kerja", explanation.total)
    skipped = ", ".join(_skipped(explanation.skipped))
    if not skipped:
        return _("%(days)s, semuanya berturut-turut.", days=days)
    return _("%(days)s. Tidak dihitung: %(skipped)s.", days=days, skipped=skipped)


def _skipped(groups: tuple[SkippedGroup, ...]) -> Iterator[str]:
    for group in groups:
        if group.kind is DayOffKind.WEEKEND:
            yield ngettext("%(num)s hari akhir pekan", "%(num)s hari akhir pekan", len(group.days))
        else:
            days = ", ".join(date_short(day) for day in group.days)
            name = group.name or ""
            estimated = _("%(days)s (%(name)s, perkiraan)", days=days, name=name)
            yield estimated if group.estimated else _("%(days)s (%(name)s)", days=days, name=name)
