"""`python -m benchmarks`: measure, print one table, write benchmarks/results.json."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import machine, sealed, table
from benchmarks.compare import Compared, Spread, compare
from benchmarks.load import Ask, measure
from benchmarks.servers import Memory, Server, get, on_core, serving
from benchmarks.site import APPLICATION, Site, Task, load_site, tasks
from benchmarks.slow_uploads import LIMIT, Starved, starve
from benchmarks.weight import Weight, weigh_all

YARDSTICK = "benchmarks.hello:application"
RESULTS = Path(__file__).with_name("results.json")
MEMORY_AIM = 110
"""MB that one worker may hold."""


@dataclass(frozen=True)
class Options:
    """How long to measure: `seconds` each time, `rounds` of all pages, `connections` kept busy, `starts` of servers."""

    seconds: float
    rounds: int
    connections: int
    starts: int
    uploads: int


@dataclass(frozen=True)
class Results:
    """Everything that was measured; starts in seconds."""

    yardstick: Spread
    pages: Sequence[tuple[Task, Compared]]
    weights: Sequence[tuple[Weight, Weight]]
    site_start: Spread
    yardstick_start: Spread
    memory: dict[str, Memory]
    starved: Starved
    sealed: sealed.Sealed


def main() -> None:
    """Run everything; about five minutes."""
    options, facts = _options(), machine.facts()
    with TemporaryDirectory() as name, on_core(1):
        folder = Path(name)
        site = load_site(folder)
        results = _run(options, folder, site)
    lines = _lines(results)
    print("\n".join(lines))
    written = {"machine": facts, "options": asdict(options), "cases": site.cases, "areas": site.areas}
    RESULTS.write_text(json.dumps({**written, **_as_json(results)}, indent=2, ensure_ascii=False) + "\n")


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=7, help="of yardstick, page, yardstick, page …")
    parser.add_argument("--connections", type=int, default=8, help="kept busy at once")
    parser.add_argument("--starts", type=int, default=5, help="of each server, for the time of a cold start")
    parser.add_argument("--uploads", type=int, default=200, help="slow ones at once")
    return Options(**vars(parser.parse_args()))


def _run(options: Options, folder: Path, site: Site) -> Results:
    site_start, hello_start = (_starts(name, folder, site, options.starts) for name in (APPLICATION, YARDSTICK))
    with ExitStack() as stack:
        serve = partial(_serve, stack, folder, site)
        hello, kept, anew = serve(YARDSTICK), serve(APPLICATION), serve(APPLICATION, KEPT_PAGES="0")
        memory = {"hello_world": hello.worker_memory(), "at_first_answer": kept.worker_memory()}
        heaviest = max(site.tracked, key=lambda path: len(get(kept.port, path)[1]))
        weights = weigh_all(kept.port, ("/", "/lapor", "/lapor?cara=satu-halaman", "/lacak", heaviest, "/bantuan"))
        rows = tasks(site, kept.port)
        servers = [kept if task.kept else anew for task in rows]
        yardstick, compared = _compare(options, hello, rows, servers)
        memory |= {"after_load": kept.worker_memory(), "after_load_without_keeping": anew.worker_memory()}
        starved = starve(kept.port, options.uploads, seconds=10)
        memory["after_slow_uploads"] = kept.worker_memory()
    pages = list(zip(rows, compared, strict=True))
    channel = sealed.measure(folder)
    return Results(yardstick, pages, weights, site_start, hello_start, memory, starved, channel)


def _serve(stack: ExitStack, folder: Path, site: Site, application: str, **settings: str) -> Server:
    return stack.enter_context(serving(application, folder, {**site.environ, **settings}))


def _starts(application: str, folder: Path, site: Site, times: int) -> Spread:
    """Seconds from starting gunicorn to the first whole answer."""
    found = []
    for _time in range(times):
        with serving(application, folder, site.environ) as server:
            found.append(server.first_answer)
    return Spread.of(found)


def _compare(
    options: Options, hello: Server, rows: Sequence[Task], servers: Sequence[Server]
) -> tuple[Spread, list[Compared]]:
    """Each page is asked for a moment before anything counts, so that caches and threads are there."""
    pages = [partial(measure, server, task.asks) for task, server in zip(rows, servers, strict=True)]
    yardstick = partial(measure, hello, (Ask("/"),))
    for warm_up in (yardstick, *pages):
        warm_up(options.connections, 1.0)
    busy = [partial(page, options.connections, options.seconds) for page in pages]
    return compare(partial(yardstick, options.connections, options.seconds), busy, options.rounds)


def _lines(results: Results) -> list[str]:
    lines = [*table.ratios(results.yardstick, results.pages), "", *table.weights(results.weights), ""]
    start, hello, starved = results.site_start, results.yardstick_start, results.starved
    lines.append(f"start to first answer     {start.median:.2f} s (hello-world {hello.median:.2f} s)")
    lines += [f"worker, {name:28}{one.rss:6.1f} MB RSS  {one.pss:6.1f} MB PSS" for name, one in results.memory.items()]
    lines.append(f"aim for one worker: {MEMORY_AIM} MB RSS")
    met = f"slowest / {starved.slowest:.3f} s, median {starved.median:.3f} s, {starved.asked} asked; aim {LIMIT:.0f} s"
    lines.append(f"{starved.uploads} slow uploads: {met}; {starved.uploads_answered} uploads answered")
    return [*lines, "", *table.sealed(results.sealed)]


def _as_json(results: Results) -> dict[str, object]:
    pages = {task.name: {"path": task.asks[0].path, "aim": task.aim, **asdict(found)} for task, found in results.pages}
    whole = asdict(results)
    return {**whole, "pages": pages}


if __name__ == "__main__":
    main()
