"""a case that has ended is still found by the help that is owed

Revision: 0021, after: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.alter_column("due", existing_type=sa.Date(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM case_scope WHERE due IS NULL"))
    with op.batch_alter_table("case_scope", schema=None) as batch_op:
        batch_op.alter_column("due", existing_type=sa.Date(), nullable=False)
