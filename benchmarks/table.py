"""The one table that is printed: ratios first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from benchmarks.compare import Compared, Spread
from benchmarks.site import Task
from benchmarks.weight import BUDGET, Weight

if TYPE_CHECKING:
    from benchmarks.sealed import Crowd, Sealed, Uploaded, Weighed
    from benchmarks.slow_uploads import Starved


def ratios(yardstick: Spread, rows: Iterable[tuple[Task, Compared]]) -> list[str]:
    """One line a page; in brackets the least and the most of all rounds."""
    ratio_columns = f"{'answers/s':>19}{'processor':>19}{'p99':>20}{'aim':>7}"
    columns = f"{ratio_columns}{'answers/s':>11}{'cpu ms':>8}{'p50 ms':>8}{'p99 ms':>8}"
    head = f"{'ratio to hello-world Flask':28}{columns}"
    return [head, *(_ratio(task, found) for task, found in rows), f"{'hello-world itself':93}{yardstick.median:>11.0f}"]


def _ratio(task: Task, found: Compared) -> str:
    aim = f"≥{task.aim:.2f}" if task.aim else ""
    numbers = f"{found.rate.median:>11.0f}{found.cpu.median:>8.2f}{found.p50.median:>8.1f}{found.p99.median:>8.1f}"
    ratios = f"{_spread(found.rate_ratio):>19}{_spread(found.cpu_ratio):>19}{_spread(found.p99_ratio):>20}"
    return f"{task.name:28}{ratios}{aim:>7}{numbers}"


def _spread(value: Spread) -> str:
    return f"{value.median:.2f} ({value.least:.2f}–{value.most:.2f})"


def weights(rows: Sequence[tuple[Weight, Weight]]) -> list[str]:
    """Bytes and requests a page; the budget is for HTML and style sheet together."""
    columns = f"{'CSS br':>8}{'both br':>9}{'cold br':>9}{'again':>8}{'requests':>16}"
    lines = [f"{'bytes on the wire':34}{'HTML gz':>9}{'HTML br':>9}{columns}", *(_weight(*row) for row in rows)]
    return [
        *lines,
        f"  both: HTML and CSS, budget {BUDGET}; requests: text browser / no scripts / scripts and manifest",
    ]


def sealed(found: Sealed) -> list[str]:
    """The rows of the sealed channel, each with its aim."""
    return [
        "sealed channel",
        *_report(found.weighed),
        f"sending {_spread(found.send)} s, showing the code {_spread(found.show_code)} s; aim 1.5 s",
        *_crowd(found.crowd),
        _starved(found.starved),
        *map(_upload, found.uploads),
    ]


def _report(one: Weighed) -> list[str]:
    down = f"{one.requests} requests, {one.heard} bytes down, {one.sent} up, largest {one.largest}"
    whole = "could not listen"
    if one.wire:
        heard = f"{one.wire.requests} requests, {one.wire.to_reporter} bytes down, {one.wire.from_reporter} up"
        whole = f"{heard}, {one.wire.on_wire} both ways with TCP and IP"
    telling = ", ".join(one.telling) or "none"
    return [
        f"a report without a file: {down}; aim 12, 30000, 14336; identifying headers: {telling}",
        f"tshark: {whole}",
    ]


def _crowd(one: Crowd) -> list[str]:
    arrived = f"{one.reports} reports at once: {one.arrived} arrived, {one.refused} pages refused, {one.seconds:.1f} s"
    memory = f"RSS {one.before:.1f} MB before, {one.most:.1f} MB at most; aim 400 MB"
    return [f"{arrived}; sending {_spread(one.send)} s; {memory}"]


def _starved(one: Starved) -> str:
    first = f"slowest / {one.slowest:.3f} s, median {one.median:.3f} s, {one.asked} asked; aim 1 s"
    return f"{one.uploads} slow uploads: {first}; {one.uploads_answered} files kept"


def _upload(one: Uploaded) -> str:
    size = f"{one.mb:.1f} MB{'' if one.kept else ' NOT KEPT'}"
    memory = f"web process +{one.web_extra:.1f} MB (aim 15), cleaning {one.child:.0f} MB (aim 256)"
    return f"{one.name:28}{size:>9}  {memory}, {one.seconds:.1f} s"


def _weight(gzip: Weight, br: Weight) -> str:
    html = [f"{one.html}{'' if one.html_encoding != 'identity' else ' raw'}" for one in (gzip, br)]
    asked = f"{br.requests_text} / {br.requests_plain} / {br.requests_scripts}"
    numbers = f"{br.css:>8}{br.html + br.css:>9}{br.all_cold:>9}{br.all_again:>8}"
    return f"{br.path:34}{html[0]:>9}{html[1]:>9}{numbers}{asked:>16}"
