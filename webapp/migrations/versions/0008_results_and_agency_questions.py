"""how an aspirasi ends, and "salah instansi" until its coordinator decides

Revision: 0008, after: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0014"
branch_labels = None
depends_on = None

WAITING = sa.text("right_agency_by IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("result", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("agency_question", sa.String(length=10), nullable=True))
    with op.batch_alter_table("published_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("result", sa.String(length=40), nullable=True))
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.add_column(sa.Column("right_agency_by", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_case_scope_agency",
            ["agency_id", "right_agency_by", "case_id"],
            unique=False,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )


def downgrade() -> None:
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.drop_index("ix_case_scope_agency", sqlite_where=WAITING, postgresql_where=WAITING)
        batch_op.drop_column("right_agency_by")
    with op.batch_alter_table("published_text", schema=None) as batch_op:
        batch_op.drop_column("result")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("agency_question")
        batch_op.drop_column("result")
