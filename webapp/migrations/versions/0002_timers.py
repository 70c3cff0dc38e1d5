"""timers: when the next one of a clock is due, and who answers for a late case

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RUNNING = sa.text("ended_at IS NULL AND paused_on IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("next_on", sa.Date(), nullable=True))
        batch_op.drop_index("ix_deadline_due")
        batch_op.create_index(
            "ix_deadline_next", ["zone", "next_on", "id"], sqlite_where=RUNNING, postgresql_where=RUNNING
        )
    # looked at once; the job then writes the day that the table of timers says
    op.execute("UPDATE deadline SET next_on = started_on WHERE ended_at IS NULL AND paused_on IS NULL")
    # in one statement, as SQLite adds no constraint afterwards
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    named = "CONSTRAINT fk_case_escalated_id_agency REFERENCES agency (id)"
    op.execute(f'ALTER TABLE "case" ADD COLUMN escalated_id {number} {named}')


def downgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("escalated_id")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_next")
        batch_op.drop_column("next_on")
        batch_op.drop_column("step")
        batch_op.create_index("ix_deadline_due", ["due", "id"], sqlite_where=RUNNING, postgresql_where=RUNNING)
