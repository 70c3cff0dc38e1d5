"""Alembic's entry: it is handed an open connection by `webapp.base.migrate`, never a URL from a file."""

from alembic import context

from webapp.base.db import Base
from webapp.migrations import tables

__all__ = ["tables"]

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
