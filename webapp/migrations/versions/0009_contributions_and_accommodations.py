"""contributions of other agencies with their clocks, accommodations to fulfilment, finding who follows a leading case

Revision: 0009, after: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN, LED, ASKED = sa.text("ended_at IS NULL"), sa.text("leading_ticket IS NOT NULL"), sa.text("help_by IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contributors", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("helps", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index("ix_case_leading", ["leading_ticket"], sqlite_where=LED, postgresql_where=LED)
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_open")
        batch_op.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        columns = ["case_id", "kind", "part"]
        batch_op.create_index("ix_deadline_open", columns, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.add_column(sa.Column("help_by", sa.Date(), nullable=True))
        columns = ["agency_id", "help_by", "case_id"]
        batch_op.create_index("ix_case_scope_help", columns, sqlite_where=ASKED, postgresql_where=ASKED)
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.drop_column("met_at")


def downgrade() -> None:
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("met_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.drop_index("ix_case_scope_help")
        batch_op.drop_column("help_by")
    op.execute("DELETE FROM deadline WHERE part > 0")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_open")
        batch_op.drop_column("part")
        columns = ["case_id", "kind"]
        batch_op.create_index("ix_deadline_open", columns, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index("ix_case_leading")
        batch_op.drop_column("helps")
        batch_op.drop_column("contributors")
