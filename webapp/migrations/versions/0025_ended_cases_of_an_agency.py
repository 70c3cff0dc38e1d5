"""the cases of an agency are found in the record too, where no queue holds them any more

Revision: 0025, after: 0024
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("agency_id", "coordinator_id"):
        op.create_index(f"ix_case_{name}", "case", [name])


def downgrade() -> None:
    for name in ("agency_id", "coordinator_id"):
        op.drop_index(f"ix_case_{name}", "case")
