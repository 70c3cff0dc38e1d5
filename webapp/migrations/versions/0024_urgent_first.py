"""urgent cases are counted and found by an index of their own

Revision: 0024, after: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

URGENT = """UPDATE case_scope SET urgent_by = due WHERE case_id IN (SELECT id FROM "case" WHERE urgent)"""


def upgrade() -> None:
    op.add_column("case_scope", sa.Column("urgent_by", sa.Date(), nullable=True))
    op.execute(sa.text(URGENT))
    there = sa.text("urgent_by IS NOT NULL")
    op.create_index(
        "ix_case_scope_urgent", "case_scope", ["agency_id", "urgent_by", "case_id"],
        sqlite_where=there, postgresql_where=there,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_case_scope_urgent", "case_scope")
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.drop_column("urgent_by")
