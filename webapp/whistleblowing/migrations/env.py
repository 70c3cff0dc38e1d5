"""Alembic's entry for the sealed database; its history is apart from the public one's."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import MetaData

from webapp.base.db import NAMES, UtcDateTime, rows_of
from webapp.base.drafts import Draft
from webapp.whistleblowing.models import Sealed


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Revisions name the database's own types, so that they still run when our classes have moved."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def everything() -> MetaData:
    """The sealed tables, and that of drafts, which both apps have."""
    tables = MetaData(naming_convention=NAMES)
    for table in (*Sealed.metadata.tables.values(), rows_of(Draft)):
        table.to_metadata(tables)
    return tables


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=everything(),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plain_types,
)
with context.begin_transaction():
    context.run_migrations()
