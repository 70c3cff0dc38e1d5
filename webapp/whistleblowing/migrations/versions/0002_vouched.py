"""Rows of who gets keys carry a keyed hash of themselves

That of older rows is made by `db upgrade` (`vouching.begin`): a revision doesn't know the key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_vouched"
down_revision = "869282927f73"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("holder", "inspectorate"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("vouched", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table in ("holder", "inspectorate"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("vouched")
