"""files that reporters of anonymous cases sent before get names that say nothing, as new ones do

Revision: 0023, after: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UNNAMED = """UPDATE attachment SET name = 'bukti-' || (
    SELECT count(*) FROM attachment AS upto WHERE upto.case_id = attachment.case_id
    AND (upto.event_seq < attachment.event_seq
        OR upto.event_seq = attachment.event_seq AND upto.number <= attachment.number)
) || '.' || CASE kind WHEN 'jpeg' THEN 'jpg' ELSE kind END
WHERE EXISTS (SELECT 1 FROM "case" WHERE "case".id = attachment.case_id AND "case".anonymous)
AND EXISTS (SELECT 1 FROM case_event AS came WHERE came.case_id = attachment.case_id
    AND came.seq = attachment.event_seq AND came.party = 'reporter')"""


def upgrade() -> None:
    op.execute(sa.text(UNNAMED))


def downgrade() -> None:
    """The own names are gone, as they should be; nothing to undo."""
