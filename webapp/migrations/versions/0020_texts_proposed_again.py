"""a text may be public while another one waits for the reporter's word

Revision: 0020, after: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

PUBLIC = """UPDATE "case" SET text_state = '{now}' WHERE text_state = '{before}'
AND EXISTS (SELECT 1 FROM published_text WHERE published_text.case_id = "case".id)"""


def upgrade() -> None:
    op.execute(sa.text(PUBLIC.format(now="reproposed", before="proposed")))
    op.execute(sa.text(PUBLIC.format(now="approved", before="refused")))


def downgrade() -> None:
    op.execute(sa.text(PUBLIC.format(now="proposed", before="reproposed")))
