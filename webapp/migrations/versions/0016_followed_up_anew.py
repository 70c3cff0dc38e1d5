"""a follow-up counts for the agency that has the case, and until the case is reopened

Revision: 0016, after: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DONE = """SELECT 1 FROM case_event AS done WHERE done.case_id = "case".id AND (
    done.action IN ('start', 'note') OR (done.action = 'answer' AND "case".kind <> 'complaint'))"""
ANEW = """SELECT 1 FROM case_event AS anew WHERE anew.case_id = done.case_id AND anew.seq > done.seq
    AND anew.action IN ('assign', 'reassign', 'return', 'contest', 'reopen')"""


NOW = f'UPDATE "case" SET followed_up = EXISTS ({DONE} AND NOT EXISTS ({ANEW}))'  # noqa: S608 - constants
BEFORE = f'UPDATE "case" SET followed_up = EXISTS ({DONE})'  # noqa: S608 - constants


def upgrade() -> None:
    op.execute(NOW)


def downgrade() -> None:
    op.execute(BEFORE)
