"""who has a case now must have followed it up, anew after a reopening, before a timer may close it

Revision: 0022, after: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ANEW = """UPDATE "case" SET followed_up = false WHERE followed_up AND NOT EXISTS (
    SELECT 1 FROM case_event AS work WHERE work.case_id = "case".id
    AND (work.action IN ('start', 'note') OR (work.action = 'answer' AND "case".kind <> 'complaint'))
    AND work.seq > COALESCE((SELECT max(began.seq) FROM case_event AS began WHERE began.case_id = "case".id
        AND began.action IN ('assign', 'reassign', 'return', 'contest', 'reopen')), 0))"""


def upgrade() -> None:
    op.execute(sa.text(ANEW))


def downgrade() -> None:
    """The column held more before than its events said; nothing to undo."""
