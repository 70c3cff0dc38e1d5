"""publication: its decision, its clock in the queue, and what the public reads of officers' words

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAITING = sa.text("publish_by IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("declined_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("text_decider", sa.String(length=200), nullable=True))
        batch_op.create_foreign_key(op.f("fk_case_declined_by_id_agency"), "agency", ["declined_by_id"], ["id"])
    with op.batch_alter_table("case_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public", sa.Text(), nullable=True))
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.add_column(sa.Column("publish_by", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_case_scope_publish",
            ["agency_id", "publish_by", "case_id"],
            unique=False,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )


def downgrade() -> None:
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.drop_index("ix_case_scope_publish", sqlite_where=WAITING, postgresql_where=WAITING)
        batch_op.drop_column("publish_by")
    with op.batch_alter_table("case_text", schema=None) as batch_op:
        batch_op.drop_column("public")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_case_declined_by_id_agency"), type_="foreignkey")
        batch_op.drop_column("text_decider")
        batch_op.drop_column("declined_by_id")
