"""A process that dies in the middle of sending: `python -m tests.faults.crasher`, settings in the environment.

It reads lines of JSON, {"statement": n, "fields": {…}}. For each it forks a child, which posts the fields to /lapor and
ends without any clean-up before the n-th statement from the first that writes (see `statements`). The answer is one
line: DIED, or 200 when there were fewer statements. The 0th is sent by the parent itself, undisturbed, so that its
children find everything compiled.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from flask import Flask

from tests.faults.statements import before_statement
from webapp.app import create_app
from webapp.base.logs import configure_logs
from webapp.config import Config

DIED, CODE = "DIED", 99


def main() -> None:
    """Answer until the input ends."""
    config = Config.from_env(os.environ)
    configure_logs(config.mode)
    app = create_app(config)
    for line in sys.stdin:
        asked = json.loads(line)
        app.extensions["database"].dispose()  # no connection goes through a fork
        sys.stdout.write(f"{_child(app, asked) if asked['statement'] else _undisturbed(app, asked)}\n")
        sys.stdout.flush()


def _undisturbed(app: Flask, asked: dict[str, Any]) -> int:
    return app.test_client().post("/lapor", data=asked["fields"]).status_code


def _child(app: Flask, asked: dict[str, Any]) -> str:
    child = os.fork()
    if child == 0:
        before_statement(app.extensions["database"].engine, asked["statement"], lambda: os._exit(CODE))
        os._exit(0 if _undisturbed(app, asked) == 200 else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {CODE: DIED, 0: "200"}.get(code, f"ended with {code}")


if __name__ == "__main__":
    main()
