"""The queue wakes a real worker process on every kind of queue; the pages do without it."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.base.jobs import Jobs
from webapp.base.queues import Every, make_huey

SECRET = b"a secret of the tests"
WORKER = """
import sys
from datetime import timedelta
from webapp.base.jobs import Job, Jobs
from webapp.base.logs import configure_logs
from webapp.config import Mode

def tell():
    print("begin", flush=True)
    sys.stdin.readline()
    print("end", flush=True)

url, secret, every = sys.argv[1:]
configure_logs(Mode.PRODUCTION)
Jobs(url, secret.encode(), (Job("tell", tell, timedelta(seconds=int(every))),)).consumer(threads=1).run()
"""


@dataclass
class Worker:
    """A worker process whose job says "begin", waits for a line, and says "end"."""

    process: subprocess.Popen[str]

    def says(self) -> str:
        """The next word of the job; "" when it was killed for having said nothing in a minute."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go_on(self) -> None:
        """Let the job end."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


Hire = Callable[[str, int], Worker]


@pytest.fixture
def hire() -> Iterator[Hire]:
    """Start workers; whoever still runs at the end of the test is killed."""
    hired: list[subprocess.Popen[str]] = []
    limits: list[threading.Timer] = []

    def begin(url: str, every: int) -> Worker:
        command = [sys.executable, "-c", WORKER, url, SECRET.decode(), str(every)]
        pipe = subprocess.PIPE
        hired.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True))
        limits.append(threading.Timer(60, hired[-1].kill))
        limits[-1].start()
        return Worker(hired[-1])

    yield begin
    for limit in limits:
        limit.cancel()
    for process in hired:
        process.kill()
        process.communicate()


@pytest.fixture
def queue_url(tmp_path: Path) -> str:
    """The embedded queue."""
    return f"sqlite:///{tmp_path}/queue/jobs.db"


@pytest.fixture(params=["queue_url", "redis_url", "postgresql_url"])
def any_queue(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each kind of queue in turn, empty."""
    url = str(request.getfixturevalue(request.param))
    make_huey(url, SECRET).flush()
    yield url
    make_huey(url, SECRET).flush()


def test_a_worker_looks_when_it_starts_and_again_every_few_seconds(any_queue: str, hire: Hire) -> None:
    worker = hire(any_queue, 5)
    for _round in range(2):
        assert worker.says() == "begin"
        worker.go_on()
        assert worker.says() == "end"


def test_sigterm_lets_the_job_under_way_end(any_queue: str, hire: Hire) -> None:
    worker = hire(any_queue, 86_400)
    assert worker.says() == "begin"
    worker.process.send_signal(signal.SIGTERM)
    worker.go_on()
    assert worker.says() == "end"
    assert worker.process.wait(timeout=30) == 0


def test_a_message_nobody_signed_is_not_unpickled(queue_url: str) -> None:
    stranger = make_huey(queue_url, b"another secret")
    stranger.storage.enqueue(pickle.dumps(("tell",)))
    with pytest.raises(ValueError, match=r"Signature|Separator"):
        make_huey(queue_url, SECRET).dequeue()


def test_a_web_process_does_without_the_drivers_of_the_queue(tmp_path: Path) -> None:
    """They would take 16 MB in every process; the worker looks every few seconds by itself."""
    code = "import sys, webapp.wsgi; sys.exit('huey' in sys.modules or 'redis' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LAPOR_MODE": "test", "DATA_DIR": str(tmp_path)}, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("url", ["", "amqp://127.0.0.1", "memory://"])
def test_another_kind_of_queue_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="JOBS_URL"):
        make_huey(url, SECRET)


def test_every_is_true_once_in_each_period() -> None:
    start, every = datetime(2026, 12, 9, tzinfo=UTC), Every(timedelta(seconds=15))
    found = [second for second in range(0, 60, 5) if every(start + timedelta(seconds=second))]
    assert found == [0, 15, 30, 45]


def test_the_secret_of_the_queue_is_not_printed(queue_url: str) -> None:
    assert SECRET.decode() not in repr(Jobs(queue_url, SECRET))
