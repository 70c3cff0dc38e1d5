"""letters are found by whom they go to

Revision: 0015, after: 0009
"""

from alembic import op

revision = "0015"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_recipient", "outbox", ["recipient_ref", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_outbox_recipient", table_name="outbox")
