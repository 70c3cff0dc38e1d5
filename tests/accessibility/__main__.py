"""`python -m tests.accessibility VERB …`: the audit of `python -m accessibility`, with a demo and a sealed channel of
their own in place of a site that runs somewhere; what `make audit` does.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from accessibility.__main__ import main
from tests.accessibility.sealed import sealed_site
from tests.accessibility.sites import demo_data, demo_site


def audit(arguments: list[str]) -> int:
    """Serve both channels from a folder that is thrown away, and look at them."""
    with tempfile.TemporaryDirectory() as name:
        demo, hidden = Path(name) / "demo", Path(name) / "sealed"
        demo.mkdir()
        hidden.mkdir()
        with demo_site(demo_data(demo)) as there, sealed_site(hidden) as sealed:
            return main(arguments, [there, sealed])


if __name__ == "__main__":
    sys.exit(audit(sys.argv[1:]))
