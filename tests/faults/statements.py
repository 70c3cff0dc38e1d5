"""Something happens before the n-th statement of a writing request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection


def before_statement(engine: Engine, n: int, happens: Callable[[], object]) -> Callable[[], None]:
    """`happens` before the n-th statement (from 1) after the first one that writes, BEGIN and COMMIT among them.

    Whatever comes after the COMMIT counts too, so that the moment between storing and answering is one of them.
    Returns what takes the hooks away again.
    """
    counted = 0

    def step(connection: Connection, *_rest: Any) -> None:
        nonlocal counted
        if counted or not connection.get_execution_options().get("read_only", False):
            counted += 1
            if counted == n:
                happens()

    hooks = ("before_cursor_execute", "commit")
    for name in hooks:
        event.listen(engine, name, step)

    def forget() -> None:
        for name in hooks:
            event.remove(engine, name, step)

    return forget
