"""Alembic's entry: it is handed an open connection by `webapp.base.migrate`, never a URL from a file."""

from typing import Any, Literal

from alembic import context

from webapp.base.db import Base, UtcDateTime
from webapp.migrations import tables

__all__ = ["tables"]


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Revisions name the database's own types, so that they still run when our classes have moved."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plain_types,
)
with context.begin_transaction():
    context.run_migrations()
