"""The arithmetic of `make bench`, and that a wrong answer is never counted as a quick one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.compare import compare
from benchmarks.load import Ask, Measured, WrongAnswer, content_length, measure
from benchmarks.servers import get, serving
from benchmarks.slow_uploads import starve
from benchmarks.weight import weigh


def test_a_page_is_compared_with_the_yardsticks_beside_it() -> None:
    sticks = iter(Measured(rate, cpu=0.2, p50=1.0, p99=4.0) for rate in (900.0, 1100.0, 500.0))
    pages = iter(Measured(rate, cpu=0.5, p50=2.0, p99=8.0) for rate in (500.0, 200.0))
    yardstick, (found,) = compare(lambda: next(sticks), [lambda: next(pages)], rounds=2)
    assert (yardstick.least, yardstick.median, yardstick.most) == (500, 900, 1100)
    assert (found.rate_ratio.least, found.rate_ratio.most) == (200 / 800, 500 / 1000)
    assert (found.cpu_ratio.median, found.p99_ratio.median) == (0.4, 2.0)


@pytest.mark.parametrize(
    ("head", "length"),
    [(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nVary: x", 12), (b"HTTP/1.1 304 NOT MODIFIED\r\nETag: 1", 0)],
)
def test_the_length_of_a_body_stands_in_its_head(head: bytes, length: int) -> None:
    assert content_length(head) == length


def test_real_servers_are_measured(tmp_path: Path) -> None:
    with serving("benchmarks.hello:application", tmp_path, {"WEB_THREADS": "4"}) as hello:
        found = measure(hello, (Ask("/"),), connections=2, seconds=0.2)
        assert found.rate > 10 and 0 < found.p50 <= found.p99
        assert hello.worker_memory().rss > 5
        with pytest.raises(WrongAnswer, match="404"):
            measure(hello, (Ask("/elsewhere"),), connections=1, seconds=0.1)


def test_the_site_is_weighed_and_starved(tmp_path: Path) -> None:
    with serving("webapp.wsgi:application", tmp_path, {"LAPOR_MODE": "demo", "DATA_DIR": str(tmp_path)}) as site:
        weight = weigh(site.port, "/", "gzip, deflate, br")
        assert weight.html_encoding == "br" and weight.html < len(get(site.port, "/")[1])
        assert weight.all_again < weight.html < weight.all_cold
        assert (weight.requests_text, weight.requests_plain, weight.requests_scripts) == (1, 3, 5)
        found = starve(site.port, uploads=3, seconds=0.5)
        assert found.asked > 0 and found.median <= found.slowest
