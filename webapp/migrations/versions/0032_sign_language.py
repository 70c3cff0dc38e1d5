"""a report may be told in a video of sign language, and a wish not to be called stands on the case

Revision: 0032, after: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

COLUMNS = (("case", "signs", sa.String(length=10)), ("case_scope", "signs_by", sa.Date()))
MARKS = (("case", "no_calls"), ("attachment", "signs"))
THERE = sa.text("signs_by IS NOT NULL")


def upgrade() -> None:
    """A wish of before is in the sealed contact alone, where the desk reads it as it did."""
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    for table, name in MARKS:
        op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    columns = ["agency_id", "signs_by", "case_id"]
    op.create_index("ix_case_scope_signs", "case_scope", columns, sqlite_where=THERE, postgresql_where=THERE)


def downgrade() -> None:
    op.drop_index("ix_case_scope_signs", "case_scope")
    for table, name in (*((table, name) for table, name, _kind in COLUMNS), *MARKS):
        op.drop_column(table, name)
